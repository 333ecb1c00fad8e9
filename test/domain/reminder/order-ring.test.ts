import { describe, expect, it } from 'vitest'
import { brokenValue } from '../../../mock/wechat/message-values'
import { orderRing, orderRingsAt, orderValues } from '../../../src/domain/reminder/order-ring'
import type { OrderTold } from '../../../src/domain/reminder/order-words'
import { HOUR, instant, plus } from '../../../src/domain/time'

const at = (time: string) => instant(`2026-06-01T${time}+08:00`)
const TOLD: OrderTold[] = [
  { kind: 'order-ready', fulfilment: 'pickup', slot: null },
  { kind: 'order-ready', fulfilment: 'delivery', slot: null },
  { kind: 'order-ready', fulfilment: 'delivery', slot: null, broughtBack: '敲了很久的门都没有人应，电话也没有人接' },
  { kind: 'order-on-its-way' },
  { kind: 'order-delivered' },
  { kind: 'order-question', missing: '威宁本地散养土鸡蛋三十枚礼盒装', instead: '鸡蛋' },
  { kind: 'order-cancelled', reason: '门店取消：今天的货全部卖完了，实在抱歉', refund: null },
  { kind: 'order-cancelled', reason: '门店取消', refund: '¥12345.67' },
]

describe('the values of an order’s message', () => {
  it.each(TOLD)('are what WeChat takes: %o', (told) => {
    const values = orderValues(told, { number: '260601123456789012', store: '鲜生·威宁彝族回族苗族自治县滨海路旗舰店' })
    expect([brokenValue(values), Object.keys(values)]).toEqual([
      null,
      ['character_string1', 'phrase2', 'thing3', 'thing4'],
    ])
    expect(values.phrase2).toMatch(/^[\u4e00-\u9fa5]{1,5}$/)
    for (const thing of [values.thing3, values.thing4]) expect(thing.length).toBeLessThanOrEqual(20)
  })
})

describe('when a phone rings about an order', () => {
  it.each([
    ['06:59:59', '07:00:00'],
    ['07:00:00', '07:00:00'],
    ['12:00:00', '12:00:00'],
    ['21:59:59', '21:59:59'],
    ['00:00:00', '07:00:00'],
  ])('packed at %s: at %s', (now, rings) => {
    expect(orderRingsAt('order-ready', at(now))).toBe(at(rings))
  })

  it('packed at 22:00: at 7:00 of the next day', () => {
    expect(orderRingsAt('order-ready', at('22:00:00'))).toBe(plus(at('07:00:00'), 24 * HOUR))
  })

  it.each(['order-on-its-way', 'order-delivered', 'order-question'] as const)('%s: at once, at any hour', (kind) => {
    for (const now of ['00:00:00', '03:30:00', '22:00:00']) expect(orderRingsAt(kind, at(now))).toBe(at(now))
  })

  it('is worth it for two hours while it is under way, for a day otherwise, counted from when it was due', () => {
    const ring = (told: OrderTold, now: string) => orderRing(told, { endedByResident: false }, at(now))
    expect(ring({ kind: 'order-on-its-way' }, '22:30:00')).toMatchObject({ until: plus(at('22:30:00'), 2 * HOUR) })
    expect(ring(TOLD[0]!, '03:00:00')).toMatchObject({ dueAt: at('07:00:00'), until: plus(at('07:00:00'), 24 * HOUR) })
  })
})
