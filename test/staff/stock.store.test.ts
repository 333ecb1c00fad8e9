import { describe, expect, it } from 'vitest'
import type { Storage } from '../../src/platform/storage'
import { type StockGoods, StockStore } from '../../src/staff/stock/stock.store'
import { fakeApi, lost, memory, ok, refused } from './fake-api'

const eggs = { id: 'eggs', name: '土鸡蛋', unit: '盒', stock: 34, held: 3, available: 34 } as StockGoods

function shelf(storage: Storage = memory()) {
  const server = fakeApi(() => ok({ goods: [eggs], next: null }))
  const { api, newKey } = server
  const timers: (() => void)[] = []
  const later = { start: (run: () => void) => timers.push(run), stop: () => void timers.splice(0) }
  return { ...server, storage, timers, store: new StockStore({ api, storage, newKey, later, storeId: 'here' }) }
}
const moved = (stock: number, held = 3) => ok({ goodsId: 'eggs', stock, held })

describe('moving stock by hand', () => {
  it('入库 says how many came, and the list shows it at once', async () => {
    const { store, heard, answer } = shelf()
    await store.load()
    store.open(eggs)
    store.type('20')
    void store.move()
    void store.move()
    await answer(moved(54))
    expect(heard).toEqual([
      {
        path: '/v1/staff/stores/here/goods/eggs/stock',
        body: { kind: 'received', units: 20, reason: '' },
        key: 'key-1',
      },
    ])
    expect(store.goods.shown.value?.goods[0]).toMatchObject({ stock: 54, held: 3 })
    expect(store.target).toBeNull()
  })

  it('报损 needs a reason and takes no more than is for sale', () => {
    const { store } = shelf()
    store.open(eggs)
    store.turn('wasted')
    store.type('35')
    expect(store.wrong).toBe('可卖的只有 34')
    store.type('2')
    expect(store.wrong).toBe('选一个原因')
    store.say('破损')
    expect(store.wrong).toBeNull()
  })

  it('盘点 counts all that lies there, what is kept for orders too, and changes the books by the difference', async () => {
    const { store, heard, answer } = shelf()
    store.open(eggs)
    store.turn('adjusted')
    store.type('37')
    expect(store.wrong).toBe('数得一样，不用记')
    store.type('2')
    expect(store.wrong).toBe('至少有 3 已经卖出，等着交')
    store.type('35')
    store.say('定期盘点')
    void store.move()
    await answer(moved(32))
    expect(heard.map(({ body }) => body)).toEqual([{ kind: 'adjusted', units: -2, reason: '定期盘点' }])
  })

  it('that is refused stays on the sheet with the reason', async () => {
    const { store, answer } = shelf()
    store.open(eggs)
    store.turn('wasted')
    store.type('30')
    store.say('坏了')
    void store.move()
    await answer(refused('STOCK_SHORT', '现有库存不够减'))
    expect([store.target?.id, store.error?.code, store.pending]).toEqual(['eggs', 'STOCK_SHORT', []])
  })
})

describe('a lost answer', () => {
  it('lets nothing else be done with these goods before it is known, and is asked again with its key', async () => {
    const { store, heard, answer } = shelf()
    store.open(eggs)
    store.type('20')
    void store.move()
    await answer(lost)
    expect(store.lost).toMatchObject({ units: 20, key: 'key-1' })
    store.type('25')
    await store.move()
    expect(heard.length).toBe(1)
    void store.repeat()
    await answer(moved(54))
    expect(heard.map(({ key }) => key)).toEqual(['key-1', 'key-1'])
    expect([store.lost, store.target]).toEqual([null, null])
  })

  it('is found out about after a restart: booked once, however often it was sent', async () => {
    const before = shelf()
    before.store.open(eggs)
    before.store.type('20')
    void before.store.move()
    await before.answer(lost)
    const after = shelf(before.storage)
    void after.store.load()
    await after.answer(moved(54))
    expect(after.heard.map(({ body, key }) => [body, key])).toEqual([
      [{ kind: 'received', units: 20, reason: '' }, 'key-1'],
    ])
    expect([after.store.pending, after.storage.read('stock.here')]).toEqual([[], null])
  })
})

it('a search waits until typing pauses, then shows only what fits', async () => {
  const { store, asked, timers, settle } = shelf()
  await store.load()
  store.write('tj')
  store.write('tjd')
  expect(asked.length).toBe(1)
  expect(timers.length).toBe(1)
  timers[0]?.()
  await settle()
  expect(asked.at(-1)?.query).toMatchObject({ q: 'tjd' })
})
