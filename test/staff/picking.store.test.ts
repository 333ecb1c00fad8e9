import { describe, expect, it } from 'vitest'
import type { StaffOrderAnswer } from '../../src/contract/staff-order'
import { type Instant, SECOND } from '../../src/domain/time'
import { PickingStore } from '../../src/staff/picking-order/picking.store'
import { fakeApi, lost, ok, refused } from './fake-api'
import { anOrder, fish, tomato } from './order-to-pick'

function walk(order: StaffOrderAnswer = anOrder()) {
  let there = order
  const server = fakeApi(() => ok(there))
  const store = new PickingStore({ api: server.api, newKey: server.newKey, storeId: 'here', orderId: 'o1' })
  return {
    ...server,
    store,
    /** What the server knows from now on. */
    becomes: (next: StaffOrderAnswer) => {
      there = next
    },
    /** Time goes on for the ticker. */
    pass: async (seconds: number, from = 0) => {
      for (let second = 0; second <= seconds; second++) store.tick((from + second * SECOND) as Instant)
      await server.settle()
    },
  }
}
const pickPath = (lineId: string) => `/v1/staff/stores/here/orders/o1/lines/${lineId}`

describe('picking a line', () => {
  it('is one request at a time: a second tap waits for the first answer', async () => {
    const { store, heard, answer } = walk()
    await store.order.load()
    void store.workOn(tomato.id).pick({ quantity: 2 })
    void store.workOn(tomato.id).pick({ quantity: 2 })
    await answer(ok({ done: true }))
    expect(heard).toEqual([{ path: pickPath(tomato.id), body: { quantity: 2 }, key: 'key-1' }])
  })

  it('goes on with the next line while one is on its way', async () => {
    const { store, heard, answer } = walk()
    await store.order.load()
    void store.workOn(tomato.id).pick({ quantity: 2 })
    void store.workOn(fish.id).pick({ quantity: 1, grams: 612 })
    await answer(ok({ done: true }))
    await answer(ok({ done: true }))
    expect(heard.map(({ path, key }) => [path, key])).toEqual([
      [pickPath(tomato.id), 'key-1'],
      [pickPath(fish.id), 'key-2'],
    ])
  })

  it('shows at once what was tapped, and packs nothing before it is known', async () => {
    const { store, answer } = walk()
    await store.order.load()
    void store.workOn(fish.id).pick({ quantity: 1, grams: 612 })
    expect(store.lines.find(({ id }) => id === fish.id)).toMatchObject({ pickedQuantity: 1, pickedGrams: 612 })
    expect(store.unsettled).toBe(true)
    await answer(ok({ done: true }))
    expect(store.unsettled).toBe(false)
  })

  it('keeps the key of a lost answer and repeats it by itself', async () => {
    const { store, heard, answer, pass } = walk()
    await store.order.load()
    void store.workOn(tomato.id).pick({ quantity: 2 })
    await answer(lost)
    expect(store.unsettled).toBe(true)
    await pass(8)
    await answer(ok({ done: true }))
    expect(heard.map(({ key }) => key)).toEqual(['key-1', 'key-1'])
    expect(store.unsettled).toBe(false)
  })

  it('a corrected weight is another request', async () => {
    const { store, heard, answer } = walk()
    await store.order.load()
    void store.workOn(fish.id).pick({ quantity: 1, grams: 612 })
    await answer(lost)
    void store.workOn(fish.id).pick({ quantity: 1, grams: 621 })
    await answer(ok({ done: true }))
    expect(heard.map(({ key, body }) => [key, body])).toEqual([
      ['key-1', { quantity: 1, grams: 612 }],
      ['key-2', { quantity: 1, grams: 621 }],
    ])
  })

  it('that is refused is as it was, with the reason, and the order as it is now', async () => {
    const { store, answer, asked } = walk()
    await store.order.load()
    void store.workOn(tomato.id).pick({ quantity: 2 })
    await answer(refused('ORDER_MOVED', '订单现在是“已取消”，不能这样操作'))
    expect(store.lines.find(({ id }) => id === tomato.id)?.pickedQuantity).toBeNull()
    expect(store.workOn(tomato.id).picking.error?.message).toContain('已取消')
    expect(asked.length).toBe(2)
  })
})

it('what another picker did is seen within eight seconds, without taking what is being tapped', async () => {
  const { store, becomes, pass } = walk()
  await store.order.load()
  await pass(0)
  void store.workOn(fish.id).pick({ quantity: 1, grams: 612 })
  becomes(anOrder({ lines: [{ ...tomato, pickedQuantity: 2 }, fish] }))
  await pass(8)
  expect(store.lines.map(({ pickedQuantity }) => pickedQuantity)).toEqual([2, 1])
})

describe('packing', () => {
  const picked = anOrder({
    lines: [
      { ...tomato, pickedQuantity: 2 },
      { ...fish, pickedQuantity: 1, pickedGrams: 612 },
    ],
  })

  it('waits while a line is on its way', async () => {
    const { store, heard, answer } = walk(picked)
    await store.order.load()
    void store.workOn(tomato.id).pick({ quantity: 1 })
    await store.pack()
    await answer(ok({ done: true }))
    expect(heard.length).toBe(1)
  })

  it('is one request, also over a lost answer', async () => {
    const { store, heard, answer } = walk(picked)
    await store.order.load()
    void store.pack()
    void store.pack()
    await answer(lost)
    expect([store.ended, store.packing.lost]).toEqual([null, true])
    void store.pack()
    await answer(ok({ done: true }))
    expect(heard.map(({ key }) => key)).toEqual(['key-1', 'key-1'])
    expect(store.ended).toBe('packed')
  })

  it('that is refused says why and shows the order as it is', async () => {
    const { store, answer, asked } = walk(picked)
    await store.order.load()
    void store.pack()
    await answer(refused('SUBSTITUTE_OPEN', '还有替换商品在等顾客同意'))
    expect([store.ended, store.packing.error?.code, asked.length]).toEqual([null, 'SUBSTITUTE_OPEN', 2])
  })
})

it('an order is refused with a reason, never without', async () => {
  const { store, heard, answer } = walk()
  await store.order.load()
  await store.refuse()
  store.say(' 货 ')
  await store.refuse()
  expect(heard).toEqual([])
  store.say('货没有了')
  void store.refuse()
  await answer(ok({ done: true }))
  expect(heard.map(({ body }) => body)).toEqual([{ reason: '货没有了' }])
  expect(store.ended).toBe('refused')
})

it('a question is taken back once', async () => {
  const { store, heard, answer } = walk()
  await store.order.load()
  const work = store.workOn(tomato.id)
  void work.withdraw('sub')
  void work.withdraw('sub')
  await answer(ok({ done: true }))
  expect(heard.map(({ path }) => path)).toEqual([`${pickPath('sub')}/withdraw`])
})
