import { describe, expect, it } from 'vitest'
import type { OrderAnswer } from '../../../src/contract/order'
import { plus, SECOND } from '../../../src/domain/time'
import { linesAgain, OrderStore } from '../../../src/features/order/order.store'
import type { Answer } from '../../../src/platform/answer'
import { fakeApi, good, lost, NOON, numberedKeys, refused, settle } from '../../support/client'
import { anOrder, anOrderLine } from './an-order'

function harness(orders: (nth: number) => OrderAnswer, write: (nth: number) => Answer<unknown> = () => good({})) {
  let reads = 0
  let writes = 0
  const fake = fakeApi(({ key }) => (key ? write(++writes) : good(orders(++reads))))
  const store = new OrderStore({ api: fake.api, newKey: numberedKeys() }, 'o1')
  const written = () => fake.heard.filter(({ key }) => key)
  return { ...fake, store, written, reads: () => reads }
}

describe('an order on screen', () => {
  it('moves by itself while it is looked at, once in fifteen seconds', async () => {
    const { store, reads } = harness((nth) => anOrder({ state: nth < 3 ? 'paid' : 'ready' }))
    await store.load()
    for (let second = 0; second <= 31; second++) {
      store.tick(plus(NOON, second * SECOND))
      await settle()
    }
    expect([reads(), store.order.value?.state]).toEqual([3, 'ready'])
  })

  it('one that has come to its end is asked about no more', async () => {
    const { store, reads } = harness(() => anOrder({ state: 'collected' }))
    await store.load()
    for (let second = 0; second < 60; second++) store.tick(plus(NOON, second * SECOND))
    await settle()
    expect(reads()).toBe(1)
  })
})

describe('cancelling', () => {
  it('says why, once, and shows the order as it is then', async () => {
    const { store, written } = harness((nth) => anOrder({ state: nth === 1 ? 'paid' : 'cancelled' }))
    await store.load()
    const taps = await Promise.all([store.cancel('买错了'), store.cancel('买错了')])
    expect(taps).toEqual([true, false])
    expect(written()).toEqual([{ path: '/v1/orders/o1/cancel', body: { reason: '买错了' }, key: 'key-1' }])
    expect(store.order.value?.state).toBe('cancelled')
  })

  it('a lost answer keeps its key for the next tap', async () => {
    const { store, written } = harness(
      () => anOrder(),
      (nth) => (nth === 1 ? lost : good({})),
    )
    await store.load()
    expect([await store.cancel('买错了'), store.error?.code]).toEqual([false, 'NETWORK'])
    expect(await store.cancel('买错了')).toBe(true)
    expect(written().map(({ key }) => key)).toEqual(['key-1', 'key-1'])
  })

  it('picking has begun meanwhile: the reason is said and the order drawn anew', async () => {
    const { store } = harness(
      (nth) => anOrder({ state: nth === 1 ? 'paid' : 'picking' }),
      () => refused('ORDER_PICKING'),
    )
    await store.load()
    expect(await store.cancel('买错了')).toBe(false)
    expect([store.error?.code, store.order.value?.state]).toEqual(['ORDER_PICKING', 'picking'])
  })
})

describe('a question about a substitute', () => {
  const asked = anOrder({
    state: 'picking',
    lines: [
      anOrderLine(),
      anOrderLine({ id: 'l2', kind: 'substitute', name: '本地番茄', insteadOf: 'l1', consent: 'asked', paid: 980 }),
    ],
  })

  it('names both goods until it has been answered', async () => {
    const { store } = harness((nth) => (nth === 1 ? asked : anOrder({ state: 'picking' })))
    await store.load()
    expect([store.question?.line.name, store.question?.instead?.name]).toEqual(['本地番茄', '普罗旺斯番茄'])
    await store.answer('l2', true)
    expect(store.question).toBe(null)
  })

  it('is answered with yes or no, and the store has one answer only', async () => {
    const { store, written } = harness(() => asked)
    await store.load()
    await Promise.all([store.answer('l2', false), store.answer('l2', true)])
    expect(written()).toEqual([{ path: '/v1/orders/o1/substitutes/l2', body: { agreed: false }, key: 'key-1' }])
  })
})

describe('再来一单', () => {
  it('puts what was wanted into the cart of that store: no gifts, no substitutes, the same goods once', async () => {
    const { store, written } = harness(() =>
      anOrder({
        lines: [
          anOrderLine(),
          anOrderLine({ id: 'l2', quantity: 1 }),
          anOrderLine({ id: 'l3', goodsId: 'egg', kind: 'gift', quantity: 1 }),
          anOrderLine({ id: 'l4', goodsId: 'other', kind: 'substitute' }),
          anOrderLine({ id: 'l5', goodsId: 'milk', quantity: 1 }),
        ],
      }),
    )
    await store.load()
    expect(await store.buyAgain()).toBe(true)
    expect(written()[0]).toMatchObject({
      path: '/v1/stores/here/cart/merge',
      body: {
        lines: [
          { goodsId: 'tomato', quantity: 3 },
          { goodsId: 'milk', quantity: 1 },
        ],
      },
    })
  })

  it('an order of gifts alone asks for nothing', () => {
    expect(linesAgain([anOrderLine({ kind: 'gift' })])).toEqual([])
  })
})

describe('taking a refund request back', () => {
  it('is one tap, and the order is shown as it is then', async () => {
    const { store, written, reads } = harness(() => anOrder({ state: 'collected' }))
    await store.load()
    expect(await store.withdraw('r1')).toBe(true)
    expect([written()[0]?.path, reads()]).toEqual(['/v1/orders/o1/refund-requests/r1/withdraw', 2])
  })
})
