import { describe, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import { rollUpPurchases } from '../../../server/catalog/catalog.service'
import { DAY, HOUR, type Instant, plus } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aResident, aStore, type Resident } from '../../support/factories'
import { anOrderRow, type SomeGoods, someGoods } from '../../support/factories-mall'

const { as, db } = await testApp()

let made = 0
/** An order that was collected; each is placed and ends a minute after the one before. */
const bought = (storeId: string, who: Resident, goods: readonly SomeGoods[], over: object = {}, quantity = 1) => {
  const at = plus(NOON, -DAY + ++made * 60_000)
  return anOrderRow(db, storeId, {
    id: uuid({ msecs: at }),
    resident_id: who.id,
    state: 'collected',
    ended_at: new Date(at),
    lines: goods.map(({ id }) => ({ goodsId: id, quantity })),
    ...over,
  })
}
const aShelf = async (...names: string[]) => {
  const { id: storeId } = await aStore(db)
  const goods = await Promise.all(names.map((name) => someGoods(db, storeId, { name })))
  return { storeId, goods }
}
const recommended = async (who: Resident, storeId: string) => {
  const { again, neighbours, optedOut } = (await as(who).get(`/v1/stores/${storeId}/recommended`)).body
  const names = (cards: { name: string }[]) => cards.map(({ name }) => name)
  return { again: names(again), neighbours: names(neighbours), optedOut }
}
const together = async (storeId: string, goods: SomeGoods, who?: Resident) =>
  (await as(who).get(`/v1/stores/${storeId}/goods/${goods.id}`)).body.together.map(({ name }: { name: string }) => name)

describe('常买', () => {
  it('is what I bought in most orders, of equals the latest, as far as it can be had now', async () => {
    const { storeId, goods } = await aShelf('土豆', '豆腐', '鲜奶', '草莓')
    const [potato, tofu, milk, berries] = goods as [SomeGoods, SomeGoods, SomeGoods, SomeGoods]
    const gone = await someGoods(db, storeId, { name: '樱桃', stock: 0 })
    const back = await someGoods(db, storeId, { name: '桃子', listed: false })
    const wang = await aResident(db)
    const zhao = await aResident(db)
    await bought(storeId, wang, [potato, tofu, gone, back])
    await bought(storeId, wang, [tofu])
    await bought(storeId, wang, [milk])
    await bought(storeId, wang, [berries], { state: 'cancelled' })
    await bought(storeId, zhao, [berries])
    expect((await recommended(wang, storeId)).again).toEqual(['豆腐', '鲜奶', '土豆'])
  })
})

describe('邻居也买', () => {
  it('is what stands in one basket with it in three real orders at least, the most often first', async () => {
    const { storeId, goods } = await aShelf('鱼', '姜', '葱', '盐')
    const [fish, ginger, leek, salt] = goods as [SomeGoods, SomeGoods, SomeGoods, SomeGoods]
    const neighbours = await Promise.all(Array.from({ length: 4 }, () => aResident(db)))
    for (const who of neighbours) await bought(storeId, who, [fish, leek])
    for (const who of neighbours.slice(1)) await bought(storeId, who, [fish, ginger])
    for (const who of neighbours.slice(2)) await bought(storeId, who, [fish, salt])
    for (const who of neighbours) await bought(storeId, who, [fish, salt], { state: 'closed' })
    await rollUpPurchases(db, NOON)
    expect(await together(storeId, fish)).toEqual(['葱', '姜'])
    expect(await together(storeId, leek)).toEqual(['鱼'])
    expect(await together(storeId, salt)).toEqual([])
    // to somebody who buys fish: what goes with it; to a newcomer: what neighbours like
    const wang = await aResident(db)
    await bought(storeId, wang, [fish])
    expect(await recommended(wang, storeId)).toEqual({ again: ['鱼'], neighbours: ['葱', '姜'], optedOut: false })
    const newcomer = await recommended(await aResident(db), storeId)
    expect([newcomer.again, newcomer.neighbours.sort()]).toEqual([[], ['姜', '葱', '鱼'].sort()])
  })

  it('neither counts nor is shown to who opted out; what they bought themselves stays', async () => {
    const { storeId, goods } = await aShelf('米', '油')
    const [rice, oil] = goods as [SomeGoods, SomeGoods]
    const [wang, ...others] = await Promise.all(Array.from({ length: 3 }, () => aResident(db)))
    for (const who of [wang!, ...others]) await bought(storeId, who, [rice, oil])
    await rollUpPurchases(db, NOON)
    expect(await together(storeId, rice)).toEqual(['油'])

    const heard = await as(wang).put('/v1/me/settings', { recommend: false })
    expect(heard.body).toMatchObject({ recommend: false, remindBeforeEnd: true })
    expect(await together(storeId, rice, wang)).toEqual([])
    expect(await together(storeId, rice, others[0])).toEqual(['油'])
    const mine = await recommended(wang!, storeId)
    expect([mine.again.sort(), mine.neighbours, mine.optedOut]).toEqual([['油', '米'].sort(), [], true])
    // without them there are two orders: too few to say anything
    await rollUpPurchases(db, NOON)
    expect(await together(storeId, rice)).toEqual([])
  })

  it('shows nothing that is sold out or not listed', async () => {
    const { storeId, goods } = await aShelf('面', '肉', '醋')
    const [noodles, meat, vinegar] = goods as [SomeGoods, SomeGoods, SomeGoods]
    for (let i = 0; i < 3; i++) await bought(storeId, await aResident(db), [noodles, meat, vinegar])
    await rollUpPurchases(db, NOON)
    await db
      .updateTable('store_goods')
      .set({ unlisted_at: new Date(NOON) })
      .where('goods_id', '=', meat.id)
      .execute()
    expect(await together(storeId, noodles)).toEqual(['醋'])
  })
})

describe('what was sold in 30 days', () => {
  it('counts units that were handed over, gifts apart, and is counted anew each time', async () => {
    const { storeId, goods } = await aShelf('蛋')
    const [eggs] = goods as [SomeGoods]
    const wang = await aResident(db)
    const on = (days: number, state: string, quantity: number) => {
      const at = plus(NOON, -days * DAY)
      return bought(storeId, wang, [eggs], { state, ended_at: state === 'paid' ? null : new Date(at) }, quantity)
    }
    await on(1, 'collected', 3)
    await on(29, 'delivered', 4)
    await on(31, 'collected', 50)
    await on(1, 'cancelled', 60)
    await on(1, 'paid', 70)
    const short = await on(1, 'collected', 9)
    await db.updateTable('order_line').set({ picked_quantity: 2 }).where('order_id', '=', short.id).execute()
    const gift = await on(1, 'collected', 5)
    await db.updateTable('order_line').set({ kind: 'gift' }).where('order_id', '=', gift.id).execute()
    const sold = async (now: Instant) => {
      await rollUpPurchases(db, now)
      return (await as().get(`/v1/stores/${storeId}/goods/${eggs.id}`)).body.goods.sold
    }
    expect(await sold(NOON)).toBe(3 + 4 + 2)
    expect(await sold(NOON)).toBe(9)
    expect(await sold(plus(NOON, 2 * DAY + HOUR))).toBe(3 + 2)
    expect(await sold(plus(NOON, 60 * DAY))).toBe(0)
  })

  it('is counted by one process at a time', async () => {
    const { storeId, goods } = await aShelf('茶', '糖')
    for (let i = 0; i < 3; i++) await bought(storeId, await aResident(db), goods)
    await Promise.all(Array.from({ length: 6 }, () => rollUpPurchases(db, NOON)))
    expect(await together(storeId, goods[0]!)).toEqual(['糖'])
  })
})
