import { describe, expect, it } from 'vitest'
import type { GoodsCard } from '../../src/contract/shop'
import { SubstituteStore } from '../../src/staff/picking-order/substitute.store'
import { fakeApi, lost, ok, refused } from './fake-api'
import { tomato } from './order-to-pick'

const card = (id: string, price: number, available = 9): GoodsCard =>
  ({ id, name: id, unit: '盒', price, available, categoryId: 'veg' }) as GoodsCard
/** Both were missing: ¥13.80 are free. */
const missing = { ...tomato, pickedQuantity: 0 }
const shop = [
  card('tomato', 690),
  card('cherry', 680),
  card('dear', 1381),
  card('gone', 300, 0),
  card('few', 400, 1),
  card('apple', 300),
]

function asking() {
  const server = fakeApi((path) =>
    path.endsWith('/goods/tomato') ? ok({ goods: card('tomato', 690) }) : ok({ goods: shop, next: null }),
  )
  const state = { stale: 0 }
  const { api, newKey } = server
  const later = { start: (run: () => void) => void run(), stop: () => undefined }
  const onAsked = () => void (state.stale += 1)
  const store = new SubstituteStore({ api, newKey, later, storeId: 'here', orderId: 'o1', onAsked })
  return { ...server, store, state }
}

describe('what may come instead', () => {
  it('is there, other goods, and not dearer than what the missing part has paid', async () => {
    const { store, settle, asked } = asking()
    store.open(missing, [missing, { ...tomato, goodsId: 'apple' }])
    await settle()
    expect(store.most).toBe(1380)
    expect(store.found.value?.map(({ id }) => id)).toEqual(['cherry', 'few'])
    expect(asked.at(-1)).toMatchObject({ path: '/v1/stores/here/goods', query: { category: 'veg', available: 'yes' } })
    store.write('圣女果')
    await settle()
    expect(asked.at(-1)).toMatchObject({ path: '/v1/stores/here/search', query: { q: '圣女果', available: 'yes' } })
  })

  it('as many as are missing, as the money allows, and as there are', () => {
    const { store } = asking()
    store.open(missing, [missing, { ...tomato, goodsId: 'apple' }])
    store.choose(card('cherry', 680))
    expect([store.quantity, store.mostUnits]).toEqual([2, 2])
    store.count(3)
    expect(store.quantity).toBe(2)
    store.choose(card('apple', 900))
    expect([store.quantity, store.mostUnits]).toEqual([1, 1])
    store.choose(card('few', 400, 1))
    expect([store.quantity, store.mostUnits]).toEqual([1, 1])
  })
})

describe('asking the resident', () => {
  it('is one question, also over a lost answer', async () => {
    const { store, heard, answer, state } = asking()
    store.open(missing, [missing, { ...tomato, goodsId: 'apple' }])
    store.choose(card('cherry', 680))
    void store.offer()
    void store.offer()
    await answer(lost)
    void store.offer()
    await answer(ok({ lineId: 'new' }))
    expect(heard).toEqual(
      [1, 2].map(() => ({
        path: '/v1/staff/stores/here/orders/o1/lines/tomato-line/substitute',
        body: { goodsId: 'cherry', quantity: 2 },
        key: 'key-1',
      })),
    )
    expect([store.line, state.stale]).toEqual([null, 1])
  })

  it('that is refused says why', async () => {
    const { store, answer } = asking()
    store.open(missing, [missing, { ...tomato, goodsId: 'apple' }])
    store.choose(card('cherry', 680))
    void store.offer()
    await answer(refused('GOODS_SHORT', '库存不够了：圣女果只剩 0 盒'))
    expect([store.line?.id, store.asking.error?.code]).toEqual(['tomato-line', 'GOODS_SHORT'])
  })
})
