import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { MOST_KINDS, takeOutBought } from '../../../server/cart/cart.service'
import type { CartAnswer } from '../../../src/contract/cart'
import { fill, paths } from '../../../src/contract/paths'
import { DAY } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aBatch, aCoupon, aResident, type Resident, type Store } from '../../support/factories'
import { anOffer, anOrderRow, aSpecial, someGoods, type SomeGoods, spendSave } from '../../support/factories-mall'
import { anOpenStore } from '../../support/shopping'

const test = await testApp({ max: 20 })
const { as, db } = test

let store: Store
let wang: Resident
beforeEach(async () => {
  store = await anOpenStore(db)
  wang = await aResident(db)
})

const cartUrl = (): string => fill(paths.cart, { storeId: store.id })
const lineUrl = (goods: { id: string }): string => fill(paths.cartLine, { storeId: store.id, goodsId: goods.id })
const put = (goods: { id: string }, quantity: number, who = wang, over: object = {}) =>
  as(who).put(lineUrl(goods), { quantity, ...over })
const merge = (lines: [SomeGoods | { id: string }, number][], who = wang) =>
  as(who).post(fill(paths.cartMerge, { storeId: store.id }), asLines(lines))
const look = (lines: [SomeGoods | { id: string }, number][]) =>
  as().post(fill(paths.cartLook, { storeId: store.id }), asLines(lines))
const asLines = (lines: [{ id: string }, number][]) => ({
  lines: lines.map(([{ id }, quantity]) => ({ goodsId: id, quantity })),
})
const cart = async (who = wang): Promise<CartAnswer> => (await as(who).get(cartUrl())).body
const brief = (answer: CartAnswer) => answer.lines.map((line) => [line.goods.name, line.quantity, line.paid])
const only = (answer: CartAnswer): CartLine => answer.lines[0]!
type CartLine = CartAnswer['lines'][number]
const reprice = (goods: SomeGoods, to: number) =>
  db
    .updateTable('store_goods')
    .set({ price_fen: to })
    .where('store_id', '=', store.id)
    .where('goods_id', '=', goods.id)
    .execute()
const leavesTheShelf = (goods: SomeGoods) =>
  db
    .updateTable('store_goods')
    .set({ unlisted_at: new Date(NOON) })
    .where('store_id', '=', store.id)
    .where('goods_id', '=', goods.id)
    .execute()

describe('the cart', () => {
  it('every change answers the whole cart anew: lines, prices, total, the nearest saving', async () => {
    const [tomato, egg] = [
      await someGoods(db, store.id),
      await someGoods(db, store.id, { name: '土鸡蛋', price_fen: 1280 }),
    ]
    await anOffer(db, store.id, { terms: spendSave([2000, 300]) })
    await put(tomato, 2)
    test.clock.advance(1_000)
    const { body } = await put(egg, 1)
    expect(brief(body)).toEqual([
      ['土鸡蛋', 1, 1280 - 186],
      ['西红柿', 2, 780 - 114],
    ])
    expect(body).toMatchObject({ count: 3, receipt: { goodsTotal: 2060, total: 1760 }, notes: [] })
  })

  it('KF-17: a threshold that is no longer met takes its discount along', async () => {
    const egg = await someGoods(db, store.id, { price_fen: 1280 })
    await anOffer(db, store.id, { terms: spendSave([2500, 300]) })
    expect((await put(egg, 2)).body.receipt).toMatchObject({ goodsTotal: 2560, total: 2260 })
    const fewer = (await put(egg, 1)).body.receipt
    expect(fewer).toMatchObject({ goodsTotal: 1280, total: 1280, saved: 0 })
    expect(fewer.next.words).toContain('12.2')
  })

  it('taking a line out is setting it to 0; doing it twice is doing it once', async () => {
    const tomato = await someGoods(db, store.id)
    await put(tomato, 2)
    expect((await put(tomato, 0)).body.lines).toEqual([])
    expect((await put(tomato, 0)).status).toBe(200)
  })

  it('a line that is not chosen stays, costs nothing and says so', async () => {
    const [tomato, egg] = [await someGoods(db, store.id), await someGoods(db, store.id, { price_fen: 1280 })]
    await put(tomato, 2)
    await put(egg, 1, wang, { chosen: false })
    const choose = (goodsIds: string[], chosen: boolean) => as(wang).put(cartUrl(), { goodsIds, chosen })
    expect((await cart()).receipt.total).toBe(780)
    const all = (await choose([tomato.id, egg.id, randomUUID()], true)).body
    expect(all.receipt.total).toBe(2060)
    const none = (await choose([tomato.id, egg.id], false)).body
    expect([none.receipt.total, none.count, none.lines.length]).toEqual([0, 3, 2])
    await put(tomato, 5) // says nothing about choosing
    expect((await cart()).lines.map((line) => line.chosen)).toEqual([false, false])
  })

  it('goods that the store does not sell do not come in', async () => {
    const elsewhere = await someGoods(db, (await anOpenStore(db)).id)
    const back = await someGoods(db, store.id, { listed: false })
    for (const goods of [elsewhere, back, { id: randomUUID() }]) {
      const heard = await put(goods, 1)
      expect([heard.status, heard.body.error.code]).toEqual([404, 'GOODS_NOT_FOUND'])
    }
  })

  it('of a store that does not exist there is none', async () => {
    const nowhere = fill(paths.cart, { storeId: 'nowhere' })
    for (const heard of [
      await as(wang).get(nowhere),
      await as(wang).put(nowhere, { goodsIds: [], chosen: true }),
      await as(wang).post(`${nowhere}/merge`, { lines: [] }),
      await as().post(`${nowhere}/look`, { lines: [] }),
    ])
      expect([heard.status, heard.body.error.code]).toEqual([404, 'STORE_NOT_FOUND'])
  })

  it('everybody has their own, in every store another', async () => {
    const tomato = await someGoods(db, store.id)
    await put(tomato, 2)
    expect((await cart(await aResident(db))).lines).toEqual([])
    const here = store
    store = await anOpenStore(db)
    await someGoods(db, store.id, { id: tomato.id })
    expect((await cart()).lines).toEqual([])
    store = here
    expect((await cart()).count).toBe(2)
  })

  it('60 kinds fit, also when two phones add the last at the same time; what is there already can be changed', async () => {
    const kinds = await Promise.all(Array.from({ length: MOST_KINDS + 2 }, () => someGoods(db, store.id)))
    await merge(kinds.slice(0, MOST_KINDS - 1).map((goods) => [goods, 1]))
    const heard = await Promise.all(kinds.slice(MOST_KINDS - 1).map((goods) => put(goods, 1)))
    expect(heard.map((one) => one.status).sort()).toEqual([200, 409, 409])
    expect(heard.find((one) => one.status === 409)!.body.error).toMatchObject({
      code: 'CART_FULL',
      facts: { most: 60 },
    })
    expect((await put(kinds[0]!, 5)).status).toBe(200)
  })
})

describe('what changed since the shopper looked', () => {
  it('a price that rose or fell is said until the cart is changed, then it is known', async () => {
    const [tomato, egg] = [
      await someGoods(db, store.id),
      await someGoods(db, store.id, { name: '土鸡蛋', price_fen: 1280 }),
    ]
    await put(tomato, 1)
    await put(egg, 1)
    await reprice(tomato, 440)
    await reprice(egg, 1180)
    for (const answer of [await cart(), await cart(), (await put(egg, 2)).body as CartAnswer]) {
      expect([...answer.notes].sort()).toEqual(['土鸡蛋 降了 ¥1', '西红柿 涨了 ¥0.5'])
      expect(answer.lines.map((line) => line.changed)).toContainEqual({ was: 390, is: 440 })
    }
    const known = await cart()
    expect(known.notes).toEqual([])
    expect(known.lines.map((line) => line.changed)).toEqual([null, null])
  })

  it('a special price that came or went is a change of price', async () => {
    const tomato = await someGoods(db, store.id)
    await put(tomato, 1)
    const special = await aSpecial(db, store.id, tomato.id, 290)
    expect(await cart()).toMatchObject({ notes: ['西红柿 降了 ¥1'], receipt: { total: 290 } })
    await put(tomato, 1)
    await db
      .updateTable('offer')
      .set({ withdrawn_at: new Date(NOON) })
      .where('id', '=', special.id)
      .execute()
    expect(await cart()).toMatchObject({ notes: ['西红柿 涨了 ¥1'], receipt: { total: 390 } })
  })

  it('KF-29: what was sold out or left the shelf meanwhile stays with its trouble, last, and costs nothing', async () => {
    const [tomato, fish, egg] = [
      await someGoods(db, store.id, { stock: 0 }),
      await someGoods(db, store.id, { name: '鲈鱼' }),
      await someGoods(db, store.id, { name: '土鸡蛋', price_fen: 1280 }),
    ]
    await put(egg, 1)
    test.clock.advance(1_000)
    await put(tomato, 1)
    test.clock.advance(1_000)
    await put(fish, 2)
    await leavesTheShelf(fish)
    const answer = await cart()
    expect(answer.lines.map((line) => [line.goods.name, line.trouble])).toEqual([
      ['土鸡蛋', null],
      ['鲈鱼', { code: 'GOODS_UNAVAILABLE', words: '鲈鱼下架了', most: 0 }],
      ['西红柿', { code: 'GOODS_UNAVAILABLE', words: '西红柿卖完了', most: 0 }],
    ])
    expect(answer.receipt.total).toBe(1280)
    expect((await put(fish, 1)).status).toBe(200) // what is there can still be changed
  })

  it('more than there is is kept as it was wanted and said, with how many there are', async () => {
    const tomato = await someGoods(db, store.id, { stock: 3 })
    const answer = (await put(tomato, 5)).body
    expect(only(answer)).toMatchObject({
      quantity: 5,
      paid: 5 * 390,
      trouble: { code: 'GOODS_SHORT', words: '西红柿只剩 3 个', most: 3 },
    })
    expect(only((await put(tomato, 3)).body).trouble).toBeNull()
  })

  it('KF-8: limits count what was bought today, cancelled orders not', async () => {
    const egg = await someGoods(db, store.id, { name: '土鸡蛋', per_order: 5, per_person_day: 6 })
    await put(egg, 6)
    expect(only(await cart()).trouble).toMatchObject({ code: 'GOODS_LIMIT', words: '土鸡蛋每单限购 5 个', most: 5 })
    const of = (state: 'paid' | 'cancelled', placed = NOON) =>
      anOrderRow(db, store.id, {
        resident_id: wang.id,
        state,
        placed_at: new Date(placed),
        lines: [{ goodsId: egg.id, quantity: 4 }],
      })
    await of('cancelled')
    await of('paid', (NOON - DAY) as typeof NOON)
    expect(only(await cart()).trouble!.most).toBe(5)
    await of('paid')
    expect(only(await cart()).trouble).toEqual({
      code: 'GOODS_LIMIT',
      words: '土鸡蛋每人每天限购 6 个，今天已买 4 个',
      most: 2,
    })
  })

  it('KF-47: a gift comes and goes with what earns it; one that is gone is left out with a notice', async () => {
    const [tomato, gift] = [await someGoods(db, store.id), await someGoods(db, store.id, { name: '小葱', stock: 1 })]
    const terms = { scope: { kind: 'all' }, tiers: [{ threshold: 1000, gift: { goodsId: gift.id, quantity: 1 } }] }
    await anOffer(db, store.id, { kind: 'spend-gift', title: '满 10 元送小葱', terms })
    expect((await put(tomato, 3)).body.receipt.gifts).toMatchObject([{ name: '小葱', quantity: 1 }])
    expect((await put(tomato, 2)).body.receipt.gifts).toEqual([])
    await put(gift, 1)
    const { receipt } = (await put(tomato, 3)).body
    expect(receipt.gifts).toEqual([]) // the last one is being bought
    expect(receipt.notices).toMatchObject([{ code: 'GIFT_OUT_OF_STOCK' }])
    expect(receipt.total).toBe(3 * 390 + 390)
  })

  it('KF-18: the best coupons are the server’s to find, nothing of them lies on the phone', async () => {
    const egg = await someGoods(db, store.id, { price_fen: 1280 })
    const batch = (off: number) =>
      aBatch(db, store.id, { value: JSON.stringify({ kind: 'amount-off', off, threshold: 2000 }) })
    for (const off of [200, 500, 300]) await aCoupon(db, (await batch(off)).id, wang)
    expect((await put(egg, 2)).body.receipt.total).toBe(2560 - 500)
    const asked = await as(wang).put(lineUrl(egg), { quantity: 2, coupons: [randomUUID()] })
    expect(asked.body.error.code).toBe('INPUT_INVALID')
  })
})

describe('two phones', () => {
  it('adding at the same time loses nothing; of the same goods the last word counts', async () => {
    const kinds = await Promise.all(Array.from({ length: 12 }, () => someGoods(db, store.id)))
    const heard = await Promise.all(kinds.map((goods, i) => put(goods, i + 1)))
    expect(heard.map((one) => one.status)).toEqual(Array(12).fill(200))
    expect((await cart()).count).toBe(78)
    const [tomato] = kinds
    await Promise.all([put(tomato!, 7), put(tomato!, 7), put(tomato!, 7)])
    expect((await cart()).lines.find((line) => line.goods.id === tomato!.id)!.quantity).toBe(7)
  })

  it('what the phone had comes along: the larger quantity of both stays, merging twice changes nothing', async () => {
    const [tomato, egg, fish] = [
      await someGoods(db, store.id),
      await someGoods(db, store.id, { name: '土鸡蛋' }),
      await someGoods(db, store.id, { name: '鲈鱼' }),
    ]
    await put(tomato, 5)
    await put(egg, 1)
    const lines: [SomeGoods, number][] = [
      [tomato, 2],
      [egg, 2],
      [fish, 1],
      [egg, 1],
    ]
    const merged = (await merge(lines)).body
    expect(new Map(brief(merged).map(([name, quantity]) => [name, quantity]))).toEqual(
      new Map([
        ['西红柿', 5],
        ['土鸡蛋', 3],
        ['鲈鱼', 1],
      ]),
    )
    test.clock.advance(1_000)
    expect(brief((await merge(lines)).body)).toEqual(brief(merged))
  })

  it('what cannot be merged is said and stops nothing', async () => {
    const [tomato, back] = [await someGoods(db, store.id), await someGoods(db, store.id, { listed: false })]
    const answer = (
      await merge([
        [back, 1],
        [tomato, 1],
        [{ id: randomUUID() }, 1],
      ])
    ).body
    expect(brief(answer)).toEqual([['西红柿', 1, 390]])
    expect(answer.notes).toEqual(['有 2 样商品已经下架，没有加进来'])
    const more = await Promise.all(Array.from({ length: MOST_KINDS }, () => someGoods(db, store.id)))
    const full = (await merge(more.map((goods) => [goods, 1]))).body
    expect(full.lines).toHaveLength(MOST_KINDS)
    expect(full.notes).toEqual(['购物车最多放 60 种商品，有 1 样没有加进来'])
  })
})

describe('before signing in', () => {
  it('a phone’s own cart is priced and kept nowhere', async () => {
    const tomato = await someGoods(db, store.id, { per_order: 2 })
    await anOffer(db, store.id, { terms: spendSave([1000, 100]) })
    const { status, body } = await look([
      [tomato, 2],
      [tomato, 1],
      [{ id: randomUUID() }, 4],
    ])
    expect(status).toBe(200)
    expect(brief(body)).toEqual([['西红柿', 3, 1070]])
    expect(only(body)).toMatchObject({ trouble: { code: 'GOODS_LIMIT', most: 2 }, changed: null })
    expect(body.notes).toEqual(['有 1 样商品本店没有，没有放进购物车'])
    const rows = await db.selectFrom('cart_line').select('goods_id').where('store_id', '=', store.id).execute()
    expect(rows).toEqual([])
  })
})

describe('after buying', () => {
  it('what was bought goes out, what was added meanwhile stays', async () => {
    const [tomato, egg, fish] = [
      await someGoods(db, store.id),
      await someGoods(db, store.id),
      await someGoods(db, store.id),
    ]
    await put(tomato, 3)
    await put(egg, 2)
    await put(fish, 1)
    const bought = [
      { goodsId: tomato.id, units: 2 },
      { goodsId: egg.id, units: 2 },
      { goodsId: randomUUID(), units: 9 },
    ]
    await db.transaction().execute((tx) => takeOutBought(tx, wang.id, store.id, bought))
    const left = (await cart()).lines.map((line) => [line.goods.id, line.quantity])
    expect(new Map(left as [string, number][])).toEqual(
      new Map([
        [tomato.id, 1],
        [fish.id, 1],
      ]),
    )
  })
})
