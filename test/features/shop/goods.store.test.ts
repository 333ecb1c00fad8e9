import { describe, expect, it } from 'vitest'
import type { GoodsAnswer } from '../../../src/contract/shop'
import { GoodsStore } from '../../../src/features/shop/goods.store'
import { firstEnd } from '../../../src/features/shop/first-end'
import type { Instant } from '../../../src/domain/time'
import { fakeApi, good, lost, refused } from '../../support/client'
import { someGoods } from '../../support/client-mall'

const tomato = (count: number): GoodsAnswer => ({
  goods: someGoods('tomato'),
  category: '蔬菜',
  offers: [],
  reviews: { count, average: count > 0 ? 4.8 : null },
  together: [],
})
const review = (id: string) => ({ id, score: 5, words: '甜', photos: [], who: '王**', at: 1, answer: null })

describe('one kind of goods', () => {
  it('shows the first few of what neighbours say', async () => {
    const { api } = fakeApi(({ path }) =>
      path.endsWith('/reviews') ? good({ reviews: ['1', '2', '3', '4'].map(review), next: null }) : good(tomato(4)),
    )
    const store = new GoodsStore(api, 'here', 'tomato')
    await store.load()
    expect(store.firstReviews.map(({ id }) => id)).toEqual(['1', '2', '3'])
  })

  it('is whole without them: where nobody has said anything nobody asks, and a refusal hides them', async () => {
    const silent = fakeApi(() => good(tomato(0)))
    await new GoodsStore(silent.api, 'here', 'tomato').load()
    expect(silent.heard.length).toBe(1)
    const { api } = fakeApi(({ path }) => (path.endsWith('/reviews') ? refused('NOT_FOUND') : good(tomato(4))))
    const store = new GoodsStore(api, 'here', 'tomato')
    expect(await store.load()).toBe(true)
    expect([store.firstReviews, store.isGone]).toEqual([[], false])
  })

  it('that left the shelf is told from a network that is gone', async () => {
    const gone = new GoodsStore(fakeApi(() => refused('GOODS_NOT_FOUND')).api, 'here', 'tomato')
    await gone.load()
    const offline = new GoodsStore(fakeApi(() => lost).api, 'here', 'tomato')
    await offline.load()
    expect([gone.isGone, offline.isGone]).toEqual([true, false])
  })
})

describe('today’s special prices', () => {
  const until = (closesAt: number) =>
    someGoods(String(closesAt), {
      special: { offerId: 'o', title: '特价', price: 1, closesAt, perPerson: null, left: null },
    })

  it('count down to the first that ends, and to the next once it has', () => {
    const goods = [until(300), until(100), someGoods('x')]
    expect(firstEnd(goods, 0 as Instant)).toBe(100)
    expect(firstEnd(goods, 100 as Instant)).toBe(300)
    expect(firstEnd(goods, 300 as Instant)).toBe(null)
  })
})
