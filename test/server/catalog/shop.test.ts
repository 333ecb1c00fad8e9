import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { GoodsCard } from '../../../src/contract/shop'
import { DAY, HOUR, plus } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aStore } from '../../support/factories'
import { aCategory, anOffer, aSpecial, someGoods } from '../../support/factories-mall'
import { aReview } from '../../support/factories-review'

const { as, db, clock } = await testApp()
const nobody = as()
const names = (goods: readonly GoodsCard[]): string[] => goods.map(({ name }) => name)
const shopOf = async (storeId: string) => nobody.get(`/v1/stores/${storeId}/shop`)
const pageOf = async (storeId: string, query = '') => (await nobody.get(`/v1/stores/${storeId}/goods?${query}`)).body

describe('the first screen', () => {
  it('is one answer that caches may keep: categories in order, offers, special prices, goods of the first category', async () => {
    const { id: storeId } = await aStore(db)
    const fruit = await aCategory(db, { name: '水果', position: 2 })
    const leaves = await aCategory(db, { name: '叶菜', position: 1 })
    await aCategory(db, { name: '空架子', position: 0 })
    const apple = await someGoods(db, storeId, { name: '苹果', category_id: fruit.id, price_fen: 800 })
    await someGoods(db, storeId, { name: '菠菜', category_id: leaves.id, position: 2 })
    await someGoods(db, storeId, { name: '小白菜', category_id: leaves.id, position: 1 })
    await aSpecial(db, storeId, apple.id, 600, { per_person: 2, remaining: 30 })
    await anOffer(db, storeId)
    const heard = await shopOf(storeId)
    expect(heard.headers['cache-control']).toBe('public, max-age=15')
    const { categories, offers, specials, page } = heard.body
    expect(categories.map(({ name, count }: { name: string; count: number }) => [name, count])).toEqual([
      ['叶菜', 2],
      ['水果', 1],
    ])
    expect(offers).toMatchObject([{ title: '满减', words: '满 ¥50 减 ¥5，满 ¥99 减 ¥15', scope: { kind: 'all' } }])
    expect(specials).toMatchObject([{ name: '苹果', price: 800, special: { price: 600, perPerson: 2, left: 30 } }])
    expect(names(page.goods)).toEqual(['小白菜', '菠菜'])
    expect(page.next).toBeNull()
  })

  it('of a store that sells nothing yet is empty, of no store is not found', async () => {
    const { id } = await aStore(db)
    expect((await shopOf(id)).body).toEqual({
      categories: [],
      offers: [],
      specials: [],
      page: { goods: [], next: null },
    })
    for (const path of ['shop', 'goods', 'search?q=x'])
      expect((await nobody.get(`/v1/stores/nowhere/${path}`)).body.error.code).toBe('STORE_NOT_FOUND')
  })
})

describe('goods on the shelf', () => {
  it('say what a unit costs and what 500 g cost, by piece and by weight', async () => {
    const { id: storeId } = await aStore(db)
    const price = async (over: object) => {
      const { id } = await someGoods(db, storeId, over)
      const { price: unit, per500g } = (await nobody.get(`/v1/stores/${storeId}/goods/${id}`)).body.goods
      return [unit, per500g]
    }
    expect(await price({ price_fen: 250, sold_by: 'piece', unit: '个' })).toEqual([250, null])
    expect(await price({ price_fen: 250, sold_by: 'piece', unit: '把', unit_grams: 400 })).toEqual([250, 313])
    expect(await price({ price_fen: 398, sold_by: 'weight', unit: '份', unit_grams: 750 })).toEqual([597, 398])
    expect(await price({ price_fen: 333, sold_by: 'weight', unit: '条', unit_grams: 350 })).toEqual([233, 333])
  })

  it('say no more than 99 of how many there are, and 0 when they are sold out', async () => {
    const { id: storeId } = await aStore(db)
    const stocks = [0, 7, 99, 100, 500]
    for (const stock of stocks) await someGoods(db, storeId, { stock, name: String(stock) })
    const { goods } = await pageOf(storeId, 'order=shelf')
    expect(new Map(goods.map((one: GoodsCard) => [one.name, one.available]))).toEqual(
      new Map([
        ['0', 0],
        ['7', 7],
        ['99', 99],
        ['100', 99],
        ['500', 99],
      ]),
    )
    expect(goods.at(-1).name).toBe('0')
  })

  it('are those the store lists: what lies in the back or in another store is not found', async () => {
    const { id: storeId } = await aStore(db)
    const { id: otherId } = await aStore(db)
    const back = await someGoods(db, storeId, { listed: false })
    const elsewhere = await someGoods(db, otherId)
    expect((await pageOf(storeId)).goods).toEqual([])
    for (const id of [back.id, elsewhere.id, randomUUID()])
      expect((await nobody.get(`/v1/stores/${storeId}/goods/${id}`)).body.error.code).toBe('GOODS_NOT_FOUND')
  })

  it('come by pages of 20, in every order, each kind once, whatever is sold in between', async () => {
    const { id: storeId } = await aStore(db)
    for (let i = 0; i < 47; i++)
      await someGoods(db, storeId, { position: i % 5, price_fen: 100 + (i % 7), sold_30d: i % 4, stock: i % 9 })
    for (const order of ['shelf', 'popular', 'cheap', 'dear']) {
      const seen: GoodsCard[] = []
      let after = ''
      for (let pages = 0; pages < 9; pages++) {
        const page = await pageOf(storeId, `order=${order}${after && `&after=${after}`}`)
        expect(page.goods.length).toBeLessThanOrEqual(20)
        seen.push(...page.goods)
        if (page.next === null) break
        after = page.next
      }
      expect([order, new Set(seen.map(({ id }) => id)).size, seen.length]).toEqual([order, 47, 47])
      const prices = seen.map(({ price }) => price)
      if (order === 'cheap') expect(prices).toEqual([...prices].sort((a, b) => a - b))
      if (order === 'dear') expect(prices).toEqual([...prices].sort((a, b) => b - a))
      const sold = seen.map((one) => one.sold)
      if (order === 'popular') expect(sold).toEqual([...sold].sort((a, b) => b - a))
    }
  })

  it('are filtered by category, special price and what can be had', async () => {
    const { id: storeId } = await aStore(db)
    const meat = await aCategory(db, { name: '肉' })
    const pork = await someGoods(db, storeId, { name: '五花肉', category_id: meat.id, price_fen: 2000 })
    await someGoods(db, storeId, { name: '排骨', category_id: meat.id, stock: 0 })
    await someGoods(db, storeId, { name: '黄瓜' })
    await aSpecial(db, storeId, pork.id, 1500)
    expect(names((await pageOf(storeId, `category=${meat.id}`)).goods)).toEqual(['五花肉', '排骨'])
    expect(names((await pageOf(storeId, `category=${meat.id}&available=yes`)).goods)).toEqual(['五花肉'])
    expect(names((await pageOf(storeId, 'special=yes')).goods)).toEqual(['五花肉'])
    expect(names((await pageOf(storeId, 'category=none')).goods)).toEqual([])
  })

  it('are ordered by what they cost now, special prices counted', async () => {
    const { id: storeId } = await aStore(db)
    const dear = await someGoods(db, storeId, { name: '蓝莓', price_fen: 3000 })
    await someGoods(db, storeId, { name: '苹果', price_fen: 800 })
    await aSpecial(db, storeId, dear.id, 500)
    expect(names((await pageOf(storeId, 'order=cheap')).goods)).toEqual(['蓝莓', '苹果'])
    expect(names((await pageOf(storeId, 'order=dear')).goods)).toEqual(['苹果', '蓝莓'])
  })

  it('begin anew for a cursor that nobody was given', async () => {
    const { id: storeId } = await aStore(db)
    await someGoods(db, storeId)
    for (const after of ['x', '1_2', `-1_${randomUUID()}x`, '99999999999999999999_x'])
      expect((await pageOf(storeId, `after=${after}`)).goods).toHaveLength(1)
  })
})

describe('a special price', () => {
  it('KF-22: holds from its first instant up to, not including, its last', async () => {
    const { id: storeId } = await aStore(db)
    const goods = await someGoods(db, storeId, { price_fen: 1000 })
    await aSpecial(db, storeId, goods.id, 700, { opens_at: new Date(NOON), closes_at: new Date(plus(NOON, HOUR)) })
    const special = async (at: number) => {
      clock.set(at as never)
      return (await nobody.get(`/v1/stores/${storeId}/goods/${goods.id}`)).body.goods.special?.price ?? null
    }
    expect([await special(NOON - 1), await special(NOON)]).toEqual([null, 700])
    expect([await special(plus(NOON, HOUR) - 1), await special(plus(NOON, HOUR))]).toEqual([700, null])
    clock.set(NOON)
  })

  it('is the best one in force; one that is used up, withdrawn or dearer than usual is none', async () => {
    const { id: storeId } = await aStore(db)
    const goods = await someGoods(db, storeId, { price_fen: 1000 })
    const card = async () => (await nobody.get(`/v1/stores/${storeId}/goods/${goods.id}`)).body.goods
    await aSpecial(db, storeId, goods.id, 1200)
    expect((await card()).special).toBeNull()
    expect((await pageOf(storeId, 'special=yes')).goods).toEqual([])
    await aSpecial(db, storeId, goods.id, 500, { remaining: 0 })
    await aSpecial(db, storeId, goods.id, 600, { withdrawn_at: new Date(NOON) })
    const best = await aSpecial(db, storeId, goods.id, 800, { remaining: 3 })
    await aSpecial(db, storeId, goods.id, 900)
    expect((await card()).special).toMatchObject({ offerId: best.id, price: 800, left: 3 })
  })
})

describe('one kind of goods', () => {
  it('comes with the offers that hold it, and with what those who bought it said', async () => {
    const { id: storeId } = await aStore(db)
    const meat = await aCategory(db, { name: '肉' })
    const pork = await someGoods(db, storeId, { name: '五花肉', category_id: meat.id })
    const greens = await someGoods(db, storeId, { name: '菠菜' })
    const scoped = (scope: object, title: string) =>
      anOffer(db, storeId, { title, terms: { scope, tiers: [{ threshold: 1000, off: 100 }] } })
    await scoped({ kind: 'all' }, '全场')
    await scoped({ kind: 'categories', ids: [meat.id] }, '肉')
    await scoped({ kind: 'goods', ids: [greens.id] }, '菠菜')
    await anOffer(db, storeId, { title: '昨天', closes_at: new Date(NOON) })
    for (const [score, state] of [
      [5, 'shown'],
      [4, 'shown'],
      [1, 'waiting'],
    ] as const)
      await aReview(db, storeId, pork.id, { score, state })
    const heard = await nobody.get(`/v1/stores/${storeId}/goods/${pork.id}`)
    expect(heard.headers['cache-control']).toBe('no-store')
    expect(heard.body).toMatchObject({ category: '肉', reviews: { count: 2, average: 4.5 }, together: [] })
    expect(heard.body.offers.map(({ title }: { title: string }) => title).sort()).toEqual(['全场', '肉'])
    expect((await nobody.get(`/v1/stores/${storeId}/goods/${greens.id}`)).body.reviews).toEqual({
      count: 0,
      average: null,
    })
  })

  it('names the gift that an offer gives', async () => {
    const { id: storeId } = await aStore(db)
    const eggs = await someGoods(db, storeId, { name: '土鸡蛋' })
    await anOffer(db, storeId, {
      kind: 'spend-gift',
      terms: { scope: { kind: 'all' }, tiers: [{ threshold: 7900, gift: { goodsId: eggs.id, quantity: 2 } }] },
      closes_at: new Date(plus(NOON, 3 * DAY)),
    })
    expect((await shopOf(storeId)).body.offers).toMatchObject([
      { kind: 'spend-gift', words: '满 ¥79 送土鸡蛋 ×2', closesAt: plus(NOON, 3 * DAY) },
    ])
  })
})
