import { describe, expect, it } from 'vitest'
import type { GoodsCard, ShopAnswer } from '../../../src/contract/shop'
import { ShopStore, TODAY } from '../../../src/features/shop/shop.store'
import type { Answer } from '../../../src/platform/answer'
import { fakeApi, good, type Heard, later, lost, settle } from '../../support/client'
import { someGoods } from '../../support/client-mall'

const SHOP = '/v1/stores/here/shop'
const vegetables = Array.from({ length: 45 }, (_, i) => someGoods(`v${i}`))
const fruit = Array.from({ length: 3 }, (_, i) => someGoods(`f${i}`, { categoryId: 'fruit' }))
const special = someGoods('s', {
  special: { offerId: 'o', title: '特价', price: 99, closesAt: 1, perPerson: 2, left: null },
})

const page = (all: readonly GoodsCard[], after?: unknown) => {
  const from = Number(after ?? 0)
  return { goods: all.slice(from, from + 20), next: from + 20 < all.length ? String(from + 20) : null }
}
const shop = (part: Partial<ShopAnswer> = {}): ShopAnswer => ({
  categories: [
    { id: 'vegetables', name: '蔬菜', picture: 'leafy-green', count: 45 },
    { id: 'fruit', name: '水果', picture: 'pear', count: 3 },
  ],
  offers: [],
  specials: [special],
  page: page(vegetables),
  ...part,
})
const answer = ({ path, query }: Heard): Answer<unknown> =>
  good(path === SHOP ? shop() : page(query?.category === 'fruit' ? fruit : vegetables, query?.after))

const ids = (store: ShopStore): string[] | undefined => store.pages?.goods?.map(({ id }) => id)

describe('选购', () => {
  it('opens with one request, at today’s special prices', async () => {
    const { api, heard } = fakeApi(answer)
    const store = new ShopStore(api, 'here')
    await store.load()
    expect(heard.length).toBe(1)
    expect(store.shelves.map(({ name }) => name)).toEqual(['今日特价', '蔬菜', '水果'])
    expect([store.chosen, store.following?.id]).toEqual([TODAY, 'vegetables'])
  })

  it('opens at the first category when nothing is special, still with one request', async () => {
    const { api, heard } = fakeApi(() => good(shop({ specials: [] })))
    const store = new ShopStore(api, 'here')
    await store.load()
    expect([store.chosen, ids(store)?.length, heard.length]).toEqual(['vegetables', 20, 1])
  })

  it('opens at the category an address names; at the first shelf when there is none of that name', async () => {
    const { api } = fakeApi(answer)
    const named = new ShopStore(api, 'here')
    named.choose('fruit')
    await named.load()
    expect([named.chosen, ids(named), named.following]).toEqual(['fruit', ['f0', 'f1', 'f2'], null])
    const wrong = new ShopStore(api, 'here')
    wrong.choose('shoes')
    await wrong.load()
    expect(wrong.chosen).toBe(TODAY)
  })

  it('shows twenty, and twenty more each time the end comes near, none twice', async () => {
    const { api, heard } = fakeApi(answer)
    const store = new ShopStore(api, 'here')
    await store.load()
    store.choose('vegetables')
    await Promise.all([store.pages?.more(), store.pages?.more()])
    await store.pages?.more()
    await store.pages?.more()
    expect(ids(store)).toEqual(vegetables.map(({ id }) => id))
    expect([store.pages?.hasMore, heard.length]).toEqual([false, 3])
  })

  it('coming back renews prices and stock of what is shown and does not cut the list short under the thumb', async () => {
    let sold = false
    const { api } = fakeApi((heard) => {
      if (heard.path !== SHOP || !sold) return answer(heard)
      const [first, ...rest] = page(vegetables).goods
      return good(shop({ page: { goods: [{ ...first!, available: 0 }, ...rest], next: '20' } }))
    })
    const store = new ShopStore(api, 'here')
    await store.load()
    store.choose('vegetables')
    await store.pages?.more()
    sold = true
    await store.load()
    expect(ids(store)?.length).toBe(40)
    expect(store.pages?.goods?.[0]?.available).toBe(0)
    await store.pages?.more()
    expect(ids(store)?.length).toBe(45)
  })

  it('another category is asked for each time it is chosen; what was shown stays until the answer comes', async () => {
    let slow: ReturnType<typeof later<Answer<unknown>>> | null = null
    const { api } = fakeApi((heard) => slow?.promise ?? answer(heard))
    const store = new ShopStore(api, 'here')
    await store.load()
    store.choose('fruit')
    await settle()
    slow = later<Answer<unknown>>()
    store.choose('vegetables')
    store.choose('fruit')
    expect(ids(store)).toEqual(['f0', 'f1', 'f2'])
    slow.answer(good(page(fruit.slice(0, 2))))
    await settle()
    expect(ids(store)).toEqual(['f0', 'f1'])
  })

  it('a page that does not come leaves what is shown, says why, and may be asked for again', async () => {
    let dead = true
    const { api } = fakeApi((heard) => (heard.query?.after && dead ? lost : answer(heard)))
    const store = new ShopStore(api, 'here')
    await store.load()
    store.choose('vegetables')
    await store.pages?.more()
    expect([ids(store)?.length, store.pages?.moreError?.code]).toEqual([20, 'NETWORK'])
    dead = false
    await store.pages?.more()
    expect([ids(store)?.length, store.pages?.moreError]).toEqual([40, null])
  })

  it('without a network shows the shop of last time with its age', async () => {
    const { api, kept } = fakeApi(() => lost)
    kept.set(SHOP, { data: shop(), storedAt: 5 })
    const store = new ShopStore(api, 'here')
    expect(await store.load()).toBe(false)
    expect([store.shelves.length, store.shop.keptAt, store.shop.error?.code]).toEqual([3, 5, 'NETWORK'])
  })
})
