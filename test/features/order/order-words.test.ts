import { describe, expect, it } from 'vitest'
import { ORDER_STATES } from '../../../src/domain/order/order'
import { plus } from '../../../src/domain/time'
import {
  amountWords,
  cardTone,
  givenBack,
  givesBack,
  headlineOf,
  wechatPart,
} from '../../../src/features/order/order-words'
import { NOON } from '../../support/client'
import { anOrder, anOrderLine, aSummary } from './an-order'

describe('how an order stands', () => {
  it('asks WeChat for what the balance leaves while it waits, and says afterwards what was paid', () => {
    const order = anOrder({ total: 3490, balancePaid: 2000, wechatPaid: 0 })
    expect(wechatPart({ ...order, state: 'pending_payment' })).toBe(1490)
    expect(wechatPart({ ...order, state: 'cancelled' })).toBe(0)
    expect(wechatPart({ ...order, state: 'paid', wechatPaid: 1490 })).toBe(1490)
  })

  it('every state has a sentence and what comes next, for pickup and for delivery', () => {
    for (const state of ORDER_STATES) {
      for (const fulfilment of ['pickup', 'delivery'] as const) {
        const { title, next } = headlineOf(anOrder({ state, fulfilment }), NOON)
        expect(title.length * next.length, `${state} ${fulfilment}`).toBeGreaterThan(0)
      }
    }
  })

  it('says where and when to collect, and when it comes', () => {
    expect(headlineOf(anOrder({ state: 'paid' }), NOON).next).toBe('今天 17:00–18:00 来取，备好了会告诉你')
    expect(headlineOf(anOrder({ state: 'paid', fulfilment: 'delivery' }), NOON).next).toBe(
      '今天 17:00–18:00 送到，出发时会告诉你',
    )
    expect(headlineOf(anOrder({ state: 'ready' }), NOON).next).toBe('威宁广场店 · 每天 7:00–21:00，到店出示提货码')
  })

  it('promises no payment after its time', () => {
    const order = anOrder()
    expect(headlineOf(order, plus(NOON, 15 * 60_000 - 1)).title).toBe('等你付款')
    expect(headlineOf(order, plus(NOON, 15 * 60_000)).title).toBe('付款时间过了')
  })

  it('says what came back of a cancelled one', () => {
    expect(headlineOf(anOrder({ state: 'cancelled', refunded: 1180 }), NOON).next).toBe('¥11.80 原路退给你')
    expect(headlineOf(anOrder({ state: 'cancelled' }), NOON).next).toBe('没有扣钱')
    expect(headlineOf(anOrder({ state: 'closed', refunded: 1180 }), NOON)).toMatchObject({
      title: '付款到得晚，订单关闭了',
      next: '¥11.80 原路退给你',
    })
  })

  it('a question of the store is louder than the state', () => {
    expect(cardTone(aSummary({ state: 'picking', question: true }))).toBe('tomato')
    expect(cardTone(aSummary({ state: 'pending_payment' }))).toBe('sun')
  })
})

describe('KF-51: what was ordered and what was weighed stand side by side', () => {
  it.each([
    [{ quantity: 3 }, '× 3'],
    [{ soldBy: 'weight' as const, quantity: 1, orderedGrams: 650 }, '× 1 约 650 g'],
    [
      { soldBy: 'weight' as const, quantity: 1, orderedGrams: 650, pickedQuantity: 1, pickedGrams: 612 },
      '× 1 约 650 g → 实称 612 g',
    ],
    [{ quantity: 3, pickedQuantity: 2 }, '× 3，少了 1 份'],
    [{ quantity: 3, pickedQuantity: 0 }, '× 3，这次缺货'],
  ])('%j → %s', (line, words) => {
    expect(amountWords(anOrderLine(line))).toBe(words)
  })

  it('what came back of a line is said once, whether weighing or a refund gave it', () => {
    expect(givenBack(anOrderLine({ paid: 1000, kept: 900, refunded: 100 }))).toBe(100)
    expect(givenBack(anOrderLine({ paid: 1000, kept: 900, refunded: 0 }))).toBe(100)
    expect(givenBack(anOrderLine({ paid: 1000, kept: 900, refunded: 300 }))).toBe(300)
    expect(givenBack(anOrderLine())).toBe(0)
  })
})

describe('what gets back when an order is cancelled is said before', () => {
  const back = (state: 'paid' | 'pending_payment', balancePaid: number, parts: string[] = []) =>
    givesBack({
      state,
      balancePaid,
      wechatPaid: 980,
      parts: parts.map((kind) => ({ kind, title: '', because: '', amount: -1 })),
    })

  it('paid both ways, unpaid with balance, unpaid', () => {
    expect(back('paid', 200)).toEqual(['微信支付的 ¥9.80 原路退回，一般几分钟，最晚 3 天', '余额 ¥2.00 马上回到余额'])
    expect(back('pending_payment', 200)).toEqual(['余额 ¥2.00 马上回到余额'])
    expect(back('pending_payment', 0)).toEqual(['还没有付款，不会扣钱'])
  })

  it('KF-7: a coupon comes back with its own end, and nobody hears of one who used none', () => {
    expect(back('pending_payment', 0, ['goods', 'coupon'])[1]).toBe('用掉的券回到卡券里，到期时间不变')
  })
})
