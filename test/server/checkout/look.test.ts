import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { storePlace, takeSlot, zonePlace } from '../../../server/slot/slot.service'
import type { CheckoutAnswer } from '../../../src/contract/checkout'
import { paths } from '../../../src/contract/paths'
import { DAY, HOUR, instant, MINUTE, plus } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aBatch, aCoupon, aResident, aStore, type Resident, type Store } from '../../support/factories'
import { anAddress, aZone, FAR_DOOR } from '../../support/factories-door'
import { anOffer, anOrderRow, someGoods, type SomeGoods, spendSave } from '../../support/factories-mall'
import { anOpenStore } from '../../support/shopping'

const test = await testApp()
const { as, clock, db } = test

let store: Store
let wang: Resident
let egg: SomeGoods
beforeEach(async () => {
  clock.set(NOON)
  await db.deleteFrom('delivery_zone').execute()
  store = await anOpenStore(db)
  wang = await aResident(db)
  egg = await someGoods(db, store.id, { name: '土鸡蛋', price_fen: 1280 })
})

const PICKUP = { kind: 'pickup', slotOpensAt: null }
const delivery = (addressId: string | null = null, slotOpensAt: number | null = null) => ({
  kind: 'delivery',
  addressId,
  slotOpensAt,
})
const ask = (over: object = {}) =>
  as(wang).post(paths.checkout, {
    storeId: store.id,
    lines: [{ goodsId: egg.id, quantity: 2 }],
    fulfilment: PICKUP,
    coupons: 'best',
    useBalance: false,
    ...over,
  })
const look = async (over: object = {}): Promise<CheckoutAnswer> => {
  const heard = await ask(over)
  expect(heard.status).toBe(200)
  return heard.body
}
const troubles = (answer: CheckoutAnswer) => answer.troubles.map(({ code, words }) => [code, words])
const coupon = async (value: object, over: object = {}, batch: object = {}): Promise<string> => {
  const { id } = await aBatch(db, store.id, { value: JSON.stringify(value), ...batch })
  return (await aCoupon(db, id, wang, over)).id
}
const FIVE_OFF = { kind: 'amount-off', off: 500, threshold: 2000 }

describe('a basket to collect', () => {
  it('says what it costs, when it can be collected, and that nothing is in the way', async () => {
    await anOffer(db, store.id, { terms: spendSave([2000, 300]) })
    const answer = await look()
    expect(answer).toMatchObject({
      store: { id: store.id, name: '威宁广场店' },
      lines: [{ goods: { name: '土鸡蛋' }, quantity: 2, paid: 2260, trouble: null }],
      receipt: { goodsTotal: 2560, saved: 300, deliveryFee: 0, total: 2260 },
      slot: { opensAt: plus(NOON, HOUR), closesAt: plus(NOON, 2 * HOUR), left: 9 },
      address: null,
      zone: null,
      balance: { has: 0, uses: 0 },
      toPay: 2260,
      troubles: [],
      notes: [],
    })
    expect(answer.slots).toHaveLength(8 + 14) // today from 13:00, all of tomorrow
  })

  it('looking takes nothing and leaves no trace', async () => {
    await coupon(FIVE_OFF)
    await look()
    const kept = await db
      .selectFrom('store_goods')
      .select(['available', 'held'])
      .where('goods_id', '=', egg.id)
      .execute()
    expect(kept).toEqual([{ available: 100, held: 0 }])
    expect(await db.selectFrom('slot').selectAll().where('place', '=', storePlace(store.id)).execute()).toEqual([])
    expect(await db.selectFrom('coupon').select('state').where('holder_id', '=', wang.id).execute()).toEqual([
      { state: 'held' },
    ])
  })

  it('KF-29: goods that went while the checkout was open are said per line; the rest is priced', async () => {
    const [tomato, fish] = [
      await someGoods(db, store.id, { stock: 1 }),
      await someGoods(db, store.id, { stock: 0, name: '鲈鱼' }),
    ]
    const gone = randomUUID()
    const lines = [egg, tomato, fish, { id: gone }].map(({ id }) => ({ goodsId: id, quantity: 2 }))
    const answer = await look({ lines })
    expect(answer.troubles.map(({ code, words, goodsId }) => [code, words, goodsId])).toEqual([
      ['GOODS_SHORT', '西红柿只剩 1 个', tomato.id],
      ['GOODS_UNAVAILABLE', '鲈鱼卖完了', fish.id],
      ['GOODS_UNAVAILABLE', '有件商品本店没有了', gone],
    ])
    expect(answer.lines.map((line) => [line.goods.name, line.paid])).toEqual([
      ['土鸡蛋', 2560],
      ['西红柿', 780],
      ['鲈鱼', 0],
    ])
    expect(answer.toPay).toBe(2560 + 780)
  })

  it('the same goods twice are one line', async () => {
    const lines = [egg, egg].map(({ id }) => ({ goodsId: id, quantity: 1 }))
    expect((await look({ lines })).lines).toMatchObject([{ quantity: 2, paid: 2560 }])
  })

  it('a store that has not opened yet shows everything and says from when on', async () => {
    const opening = instant('2026-06-05T08:00:00+08:00')
    store = await aStore(db)
    egg = await someGoods(db, store.id)
    const answer = await look()
    expect(troubles(answer)).toEqual([['STORE_NOT_OPEN_YET', '还没开门，6月5日 周五 8:00 起可以下单']])
    expect(answer.slot!.opensAt).toBe(opening)
  })

  it('KF-28: three unpaid orders are enough; paid and ended ones do not count', async () => {
    const unpaid = () => anOrderRow(db, store.id, { resident_id: wang.id, state: 'pending_payment' })
    for (const state of ['paid', 'closed', 'cancelled'] as const)
      await anOrderRow(db, store.id, { resident_id: wang.id, state })
    await unpaid()
    await unpaid()
    expect((await look()).troubles).toEqual([])
    await unpaid()
    expect((await look()).troubles).toMatchObject([{ code: 'TOO_MANY_UNPAID' }])
  })

  it('a store that does not exist is not found', async () => {
    const heard = await ask({ storeId: 'nowhere' })
    expect([heard.status, heard.body.error.code]).toEqual([404, 'STORE_NOT_FOUND'])
  })
})

describe('the member balance', () => {
  const has = (fen: number) => db.insertInto('balance').values({ resident_id: wang.id, fen }).execute()

  it.each([
    [1000, 1000, 1560],
    [2560, 2560, 0],
    [9000, 2560, 0],
  ])('of ¥%d fen %d are used and %d are left to pay', async (fen, uses, toPay) => {
    await has(fen)
    expect(await look({ useBalance: true })).toMatchObject({ balance: { has: fen, uses }, toPay })
  })

  it('is left alone when it is not asked for', async () => {
    await has(1000)
    expect(await look()).toMatchObject({ balance: { has: 1000, uses: 0 }, toPay: 2560 })
  })
})

describe('coupons', () => {
  it('the best is taken; each of the others says why it is not, those that could be first', async () => {
    const best = await coupon(FIVE_OFF)
    const other = await coupon({ ...FIVE_OFF, off: 300 })
    const missing = await coupon({ ...FIVE_OFF, threshold: 9900 }, {}, { title: '满 99 减 5' })
    const counter = await coupon(FIVE_OFF, {}, { usable_online: false })
    const answer = await look()
    expect(answer.coupons.map((one) => [one.coupon.id, one.applied, one.saves, one.choosable, one.words])).toEqual([
      [best, true, 500, true, '已减 ¥5'],
      [other, false, 300, true, expect.stringContaining('可减 ¥3')],
      ...[
        [missing, false, 0, false, '还差 ¥73.4'],
        [counter, false, 0, false, '门店专用'],
      ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    ])
    expect(answer.toPay).toBe(2060)
  })

  it('exactly those asked for are taken, or none', async () => {
    await coupon(FIVE_OFF)
    const mine = await coupon({ ...FIVE_OFF, off: 300 })
    expect((await look({ coupons: [mine] })).receipt.total).toBe(2260)
    const without = await look({ coupons: [] })
    expect([without.receipt.total, without.notes]).toEqual([2560, []])
  })

  it('KF-16: one that expired while the checkout was open drops out with a note and stops nothing', async () => {
    const until = plus(NOON, 10 * MINUTE)
    const mine = await coupon(FIVE_OFF, { usable_until: new Date(until) })
    clock.set(plus(until, -1))
    expect(await look({ coupons: [mine] })).toMatchObject({ toPay: 2060, notes: [] })
    clock.set(until)
    expect(await look({ coupons: [mine] })).toMatchObject({
      toPay: 2560,
      troubles: [],
      coupons: [],
      notes: ['「开业满减券」已于 6月1日 周一 12:10 到期，这次没有用它'],
    })
  })

  it('KF-16: used, given away, kept by another order, another’s, made up: a note each, and the order goes on', async () => {
    const used = await coupon(FIVE_OFF, { state: 'used', used_at: new Date(NOON) }, { title: '旧券' })
    const order = await anOrderRow(db, store.id, { resident_id: wang.id, state: 'pending_payment' })
    const kept = await coupon(FIVE_OFF, { state: 'reserved', order_id: order.id }, { title: '留着的券' })
    const given = await coupon(
      FIVE_OFF,
      { state: 'gifting', gifting_until: new Date(plus(NOON, DAY)) },
      { title: '送出的券' },
    )
    const zhao = await aResident(db)
    const theirs = (await aCoupon(db, (await aBatch(db, store.id)).id, zhao)).id
    const notes = async (...coupons: string[]) => {
      const answer = await look({ coupons })
      expect([answer.toPay, answer.troubles]).toEqual([2560, []])
      return answer.notes
    }
    expect(await notes(used, kept)).toEqual([
      '「旧券」已经用过了，这次没有用它',
      '「留着的券」这次没有用上：另一单待付款，留着它',
    ])
    expect(await notes(given)).toEqual(['「送出的券」这次没有用上：赠送中'])
    const strange = await notes(theirs, randomUUID())
    expect(strange).toHaveLength(2)
    expect(strange[0]).toBe(strange[1]) // KF-11, KF-12: another's and a made-up one are told apart by nothing
  })

  it('a gift that nobody took in time is its giver’s to use again', async () => {
    const back = await coupon(FIVE_OFF, { state: 'gifting', gifting_until: new Date(NOON) })
    expect((await look({ coupons: [back] })).receipt.total).toBe(2060)
  })

  it('a coupon works where its batch says: scope', async () => {
    const fruit = { kind: 'goods', ids: [randomUUID()] }
    await coupon(FIVE_OFF, {}, { scope: JSON.stringify(fruit) })
    expect((await look()).coupons).toMatchObject([{ applied: false, words: '还没选适用的商品' }])
  })
})

describe('KF-31, KF-32: the slot', () => {
  const fill = (opensAt: number) =>
    db.transaction().execute((tx) => takeSlot(tx, storePlace(store.id), opensAt as typeof NOON, NOON))

  it('the one asked for stays; a full one is said and the others are there to choose from', async () => {
    await db.updateTable('store').set({ pickup_capacity: 1 }).where('id', '=', store.id).execute()
    const [one, two] = [plus(NOON, HOUR), plus(NOON, 2 * HOUR)]
    const wants = (slotOpensAt: number | null) => look({ fulfilment: { kind: 'pickup', slotOpensAt } })
    expect((await wants(two)).slot).toMatchObject({ opensAt: two, left: 1 })
    await fill(one)
    const full = await wants(one)
    expect([full.slot, troubles(full)]).toEqual([null, [['SLOT_FULL', '这个时段刚约满，请换一个']]])
    expect(full.slots.map(({ left }) => left).slice(0, 2)).toEqual([0, 1])
    expect((await wants(null)).slot!.opensAt).toBe(two) // the earliest that has a place
  })

  it('one that closed while the checkout was open, and one that never was', async () => {
    const one = plus(NOON, HOUR)
    clock.set(plus(one, 1 - 30 * MINUTE))
    for (const slotOpensAt of [one, one + 1, 0, -1, Number.MAX_SAFE_INTEGER]) {
      const answer = await look({ fulfilment: { kind: 'pickup', slotOpensAt } })
      expect([answer.slot, troubles(answer)]).toEqual([null, [['SLOT_CLOSED', '这个时段已经截单，请换一个']]])
      expect(answer.slots[0]!.opensAt).toBe(plus(one, HOUR))
    }
  })

  it('when all are full, that is said', async () => {
    await db.updateTable('store').set({ pickup_capacity: 0 }).where('id', '=', store.id).execute()
    expect(troubles(await look())).toEqual([['SLOT_FULL', '能约的时段都约满了，晚些再来看看']])
  })
})

describe('a basket to be brought', () => {
  it('goes to the address named; its zone says fee, minimum and slots', async () => {
    const zone = await aZone(db, store.id)
    await anAddress(db, wang, { is_default: true })
    const office = await anAddress(db, wang, { place: '县政府' })
    const answer = await look({ fulfilment: delivery(office.id) })
    expect(answer).toMatchObject({
      address: { id: office.id, place: '县政府' },
      zone: { name: '威宁城区', fee: 300, minimum: 1900, freeFrom: 3900, metres: 403 },
      receipt: { deliveryFee: 300, total: 2860 },
      slot: { opensAt: plus(NOON, 30 * MINUTE), closesAt: plus(NOON, HOUR), left: 9 },
      troubles: [],
    })
    await db.updateTable('delivery_zone').set({ slot_capacity: 1 }).where('id', '=', zone.id).execute()
    await db.transaction().execute((tx) => takeSlot(tx, zonePlace(zone.id), plus(NOON, 30 * MINUTE), NOON))
    expect((await look({ fulfilment: delivery(office.id) })).slot!.opensAt).toBe(plus(NOON, HOUR))
  })

  it('without an address named it goes to the default one; without any it says that one is missing', async () => {
    await aZone(db, store.id)
    expect(await look({ fulfilment: delivery() })).toMatchObject({
      address: null,
      zone: null,
      slots: [],
      slot: null,
      receipt: { deliveryFee: 0 },
      troubles: [{ code: 'ADDRESS_NOT_FOUND', words: '还没有收货地址，先添加一个' }],
    })
    await anAddress(db, wang)
    const home = await anAddress(db, wang, { is_default: true })
    expect(await look({ fulfilment: delivery() })).toMatchObject({ address: { id: home.id }, troubles: [] })
  })

  it('KF-11: another’s address and a removed one are missing, not used', async () => {
    await aZone(db, store.id)
    const theirs = await anAddress(db, await aResident(db))
    const removed = await anAddress(db, wang, { removed_at: new Date(NOON) })
    await anAddress(db, wang, { is_default: true })
    for (const { id } of [theirs, removed])
      expect(await look({ fulfilment: delivery(id) })).toMatchObject({
        address: null,
        troubles: [{ code: 'ADDRESS_NOT_FOUND', words: '没有找到这个收货地址' }],
      })
  })

  it('one fen below the minimum says what is missing; exactly the minimum is enough', async () => {
    await aZone(db, store.id, { minimum_fen: 2561, free_from_fen: null })
    await anAddress(db, wang)
    expect(troubles(await look({ fulfilment: delivery() }))).toEqual([['DELIVERY_MINIMUM', '还差 ¥0.01 才够起送']])
    await db.updateTable('delivery_zone').set({ minimum_fen: 2560 }).execute()
    expect((await look({ fulfilment: delivery() })).troubles).toEqual([])
  })

  it('a free-delivery coupon is of use when there is a fee', async () => {
    await aZone(db, store.id)
    await anAddress(db, wang)
    await coupon({ kind: 'free-delivery', threshold: 0 })
    expect((await look({ fulfilment: delivery() })).receipt).toMatchObject({ deliveryFee: 0, total: 2560 })
    expect((await look()).coupons).toMatchObject([{ applied: false, words: '这一单用了也不减钱' }])
  })
})

describe('KF-30: a door outside of this store’s zones', () => {
  it('is said; when nobody else delivers there, collecting is offered', async () => {
    await aZone(db, store.id)
    await anAddress(db, wang, { lat: FAR_DOOR.lat, lng: FAR_DOOR.lng })
    expect(await look({ fulfilment: delivery() })).toMatchObject({
      zone: null,
      slot: null,
      slots: [],
      troubles: [{ code: 'DELIVERY_OUTSIDE', words: '这个地址不在配送范围内，可以到店自提', storeId: null }],
    })
  })

  it('KF-50: names the store that delivers there and has the basket, else what it lacks', async () => {
    await anAddress(db, wang)
    const other = await anOpenStore(db, { name: '草海店' })
    await aZone(db, other.id)
    const outside = async () => (await look({ fulfilment: delivery() })).troubles
    expect(await outside()).toMatchObject([
      { words: '这个地址本店送不到，草海店可以送，不过有 1 样商品那边不够', storeId: other.id },
    ])
    await someGoods(db, other.id, { id: egg.id })
    expect(await outside()).toMatchObject([{ words: '这个地址本店送不到，草海店可以送', storeId: other.id }])
  })

  it('a fence that is moved while the checkout is open counts at once', async () => {
    const zone = await aZone(db, store.id)
    await anAddress(db, wang)
    expect((await look({ fulfilment: delivery() })).troubles).toEqual([])
    await db.deleteFrom('delivery_zone').where('id', '=', zone.id).execute()
    expect((await look({ fulfilment: delivery() })).troubles).toMatchObject([{ code: 'DELIVERY_OUTSIDE' }])
  })
})
