import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openidOf, PERSONAS } from '../../mock/personas'
import { seed } from '../../mock/seed/seed'
import { cardsOf, makeGoodsSearchable, offersInForce } from '../../server/catalog/catalog.service'
import { search } from '../../server/catalog/search.service'
import { pictureOf } from '../../server/picture/picture.service'
import { isRefusal } from '../../src/contract/errors'
import { launchPhase } from '../../src/domain/launch/launch'
import { DAY, instant, plus } from '../../src/domain/time'
import { testDatabase } from '../support/database'

const NOW = instant('2026-08-13T15:20:00+08:00')
const { db } = await testDatabase()
const filled = await seed(db, NOW)

const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(db)).rows

describe('the believable launch', () => {
  it('is told to an empty database', () => {
    expect(filled).toBe(true)
  })

  it('is told once: a database that has a store is left as it is', async () => {
    const before = await rows(sql`select count(*) from coupon`)
    expect(await seed(db, plus(NOW, 1))).toBe(false)
    expect(await rows(sql`select count(*) from coupon`)).toEqual(before)
  })

  it('never happens in production', async () => {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    await expect(seed(db, NOW)).rejects.toThrow('development only')
    process.env.NODE_ENV = before
  })

  it('opens at 8:00 three days from now, the grand opening a week later, next to stores that are open', async () => {
    const launches = await db.selectFrom('launch').selectAll().execute()
    const ours = launches.find((one) => one.store_id === 'weining-guangchang')!
    expect(ours.trial_opens_at.getTime()).toBe(instant('2026-08-16T08:00:00+08:00'))
    expect(ours.grand_opens_at.getTime()).toBe(instant('2026-08-23T08:00:00+08:00'))
    const phases = launches.map((one) => [
      one.store_id,
      launchPhase(
        { trialOpensAt: one.trial_opens_at.getTime() as never, grandOpensAt: one.grand_opens_at.getTime() as never },
        NOW,
      ),
    ])
    expect(Object.fromEntries(phases)).toEqual({
      'weining-guangchang': 'preheat',
      'weining-caohai': 'open',
      'bijie-qixingguan': 'open',
    })
  })

  it('has a rest of every batch that is its total less its coupons, today counted too', async () => {
    const batches = await rows(sql<{ title: string; total: number; remaining: number; copies: number }>`
      select b.title, b.total, b.remaining, count(c.id)::int as copies, b.day_claimed,
        count(c.id) filter (where c.claimed_at >= b.day::timestamp at time zone 'Asia/Shanghai')::int as today
      from coupon_batch b left join coupon c on c.batch_id = b.id group by b.id`)
    expect(batches).toHaveLength(15)
    for (const batch of batches) {
      expect(batch.remaining, batch.title).toBe(batch.total - batch.copies)
      expect(batch).toMatchObject({ day_claimed: (batch as never as { today: number }).today })
    }
    expect(batches.filter((batch) => batch.remaining === 0).map((batch) => batch.title)).toContain(
      '首批尝鲜 满 49 减 20',
    )
  })

  it('has coupons claimed within their window, and what was used, given and verified tells one story', async () => {
    const [wrong] = await rows(sql`
      select
        count(*) filter (where c.claimed_at < b.claim_opens_at or c.claimed_at >= b.claim_closes_at) as outside_window,
        count(*) filter (where c.claimed_at >= ${new Date(NOW)}) as future,
        count(*) filter (where c.claimed_at < r.created_at) as before_joining,
        count(*) filter (where c.state = 'used' and not exists (select 1 from verification v where v.coupon_id = c.id)) as unverified,
        count(*) filter (where c.state = 'gifting' and not exists (select 1 from gift g where g.coupon_id = c.id and g.state = 'offered')) as no_gift,
        count(*) filter (where c.holder_id <> c.claimer_id and not exists (
          select 1 from gift g where g.coupon_id = c.id and g.state = 'accepted' and g.receiver_id = c.holder_id)) as not_given
      from coupon c join coupon_batch b on b.id = c.batch_id join resident r on r.id = c.claimer_id`)
    expect(wrong).toEqual({
      outside_window: 0,
      future: 0,
      before_joining: 0,
      unverified: 0,
      no_gift: 0,
      not_given: 0,
    })
  })

  it('has enough of everything for analytics and the stock plan to show something', async () => {
    const [counts] = await rows<Record<string, number>>(sql`
      select (select count(*) from resident) as residents, (select count(*) from visit) as visits,
        (select count(*) from coupon) as coupons, (select count(*) from gift where state = 'accepted') as gifts,
        (select count(*) from verification) as verifications,
        (select count(distinct channel_id) from coupon) as channels,
        (select count(*) from visit_rest) as visits_without_month`)
    expect(counts!.residents).toBeGreaterThan(1_200)
    expect(counts!.visits).toBeGreaterThan(2_500)
    expect(counts!.coupons).toBeGreaterThan(2_500)
    expect(counts!.gifts).toBeGreaterThan(50)
    expect(counts!.verifications).toBeGreaterThan(150)
    expect(counts!.channels).toBeGreaterThanOrEqual(10)
    expect(counts!.visits_without_month).toBe(0)
  })

  it('has a person for every role of the launching store', async () => {
    const roles = await rows(sql`
      select r.openid, g.role from staff_grant g join staff s on s.id = g.staff_id join resident r on r.id = s.resident_id
      where g.store_id = 'weining-guangchang' order by r.openid collate "C"`)
    const expected = PERSONAS.filter((one) => one.role).map((one) => ({ openid: openidOf(one.name), role: one.role }))
    expect(roles).toEqual(expected.sort((a, b) => (a.openid < b.openid ? -1 : 1)))
  })
})

describe('the believable shop', () => {
  const STORES = ['weining-guangchang', 'weining-caohai', 'bijie-qixingguan']

  it('has enough of everything in every store, each at its own price', async () => {
    for (const storeId of STORES) {
      const [shelf] = await rows<Record<string, number>>(sql`
        select count(*) as goods, count(distinct category_id) as categories, count(*) filter (where available = 0) as sold_out,
          count(*) filter (where sold_by = 'weight') as weighed, count(*) filter (where barcode is not null) as packed,
          count(*) filter (where per_order is not null or per_person_day is not null) as limited,
          count(*) filter (where shelf = '') as nowhere
        from store_goods join goods on goods.id = goods_id
        where store_id = ${storeId} and listed_at <= ${new Date(NOW)}`)
      expect(shelf!.goods, storeId).toBeGreaterThanOrEqual(120)
      expect(shelf!.categories).toBeGreaterThanOrEqual(10)
      expect(shelf!.sold_out).toBeGreaterThanOrEqual(2)
      expect(shelf!.sold_out).toBeLessThan(8)
      expect(shelf!.weighed).toBeGreaterThan(30)
      expect(shelf!.packed).toBeGreaterThan(40)
      expect(shelf!.limited).toBeGreaterThan(4)
      expect(shelf!.nowhere).toBe(0)
    }
    const [prices] = await rows<{ most: number }>(sql`
      select max(n) as most from (select count(distinct price_fen) as n from store_goods group by goods_id) p`)
    expect(prices!.most).toBe(3)
  })

  it('has its stock in the ledger, to the piece', async () => {
    expect(await db.selectFrom('stock_mismatch').selectAll().execute()).toEqual([])
    expect((await rows(sql`select 1 from stock_entry where at >= ${new Date(NOW)}`)).length).toBe(0)
  })

  it('has a picture for all of it', async () => {
    const named = await rows<{ picture: string }>(sql`select picture from goods union select picture from category`)
    for (const { picture } of named) expect([picture, (await pictureOf(picture)) !== null]).toEqual([picture, true])
  })

  it('asks for a fresh piece less than it costs otherwise, today and in a week', async () => {
    for (const storeId of STORES)
      for (const at of [NOW, plus(NOW, 7 * DAY)]) {
        const offers = await offersInForce(db, storeId, null, at)
        const specials = offers.flatMap((offer) => (offer.kind === 'special' ? [offer] : []))
        expect(specials).toHaveLength(8)
        const cards = await cardsOf(
          db,
          storeId,
          specials.map(({ goodsId }) => goodsId),
          at,
        )
        for (const card of cards) {
          expect(card.special?.price, card.name).toBeLessThan(card.price)
          expect(card.special!.price).toBeGreaterThan(card.price / 2)
        }
        expect(offers.filter(({ kind }) => kind === 'spend-save').length).toBeGreaterThanOrEqual(1)
        const gifts = offers.flatMap((offer) => (offer.kind === 'spend-gift' ? offer.tiers : []))
        for (const { gift } of gifts) expect(gift).toMatchObject({ name: '草海土鸡蛋 6 枚', quantity: 1 })
        expect(gifts.length).toBeGreaterThanOrEqual(1)
      }
  })

  it('limits a coupon to the goods that its words name', async () => {
    const batches = await db.selectFrom('coupon_batch').select(['title', 'note', 'scope']).execute()
    const limited = batches.filter(({ scope }) => scope.kind !== 'all')
    expect(limited.map(({ title, scope }) => [title, scope])).toEqual([
      ['水果专享 8.8 折', { kind: 'categories', ids: ['fruit'] }],
    ])
    expect(batches.filter(({ note }) => note.includes('类商品')).map(({ title }) => title)).toEqual(['水果专享 8.8 折'])
  })

  it('is found by every name that it has', async () => {
    expect(await makeGoodsSearchable(db)).toBeGreaterThan(130)
    expect(await makeGoodsSearchable(db)).toBe(0)
    const goods = await db.selectFrom('goods').select(['id', 'name', 'aliases']).execute()
    for (const { id, name, aliases } of goods)
      for (const called of [name, ...aliases]) {
        const found = await search(db, 'weining-guangchang', { q: called }, NOW)
        if (isRefusal(found)) throw new Error(found.refused)
        expect([called, found.near, found.goods.some((one) => one.id === id)]).toEqual([called, false, true])
      }
  })
})
