import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { SECOND } from '../../../src/domain/time'
import { testApp } from '../../support/app'
import { aResident, aStaffMember } from '../../support/factories'
import { anAddress, aZone, DOOR } from '../../support/factories-door'
import { someGoods } from '../../support/factories-mall'
import { packer, said, tally } from '../../support/packing'
import { anOpenStore, aPaidOrder, disagreements } from '../../support/shopping'

const test = await testApp()
const { db, as, clock } = test
const store = await anOpenStore(db)
await aZone(db, store.id, { slot_capacity: 1000 })
const wang = await aResident(db)
const clerk = await aStaffMember(db, store.id, 'clerk', '小李')
const rider = await aStaffMember(db, store.id, 'clerk', '小周')
const [packs, rides] = [packer(test, clerk, store), packer(test, rider, store)]
const boss = packer(test, await aStaffMember(db, store.id, 'manager', '老赵'), store)
const rice = await someGoods(db, store.id, { name: '大米', unit: '袋', price_fen: 4000, stock: 1000 })
const { id: addressId } = await anAddress(db, wang)

/** A delivery of two bags of rice that is packed and waits. */
async function packed(over: { address?: string; quantity?: number } = {}): Promise<string> {
  clock.advance(SECOND)
  const orderId = await aPaidOrder(test, wang, store, [{ id: rice.id, quantity: over.quantity ?? 2 }], {
    fulfilment: {
      kind: 'delivery',
      addressId: over.address ?? addressId,
      slotOpensAt: Date.parse('2026-06-01T14:00:00+08:00'),
    },
  })
  await packs.starts(orderId)
  await packs.picks(orderId, '大米', over.quantity ?? 2)
  expect(said(await packs.ready(orderId))).toBe('ok')
  return orderId
}
const orderRow = (id: string) => db.selectFrom('shop_order').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const attemptsOf = (orderId: string) =>
  db.selectFrom('delivery_attempt').selectAll().where('order_id', '=', orderId).orderBy('began_at').execute()
const told = async () => (await as(wang).get(paths.inbox)).body.messages.map(({ title }: { title: string }) => title)
async function aPhoto(owner: { id: string }): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('photo')
    .values({ id, owner_id: owner.id, type: 'image/jpeg', bytes: Buffer.from('jpeg'), at: new Date(clock.now()) })
    .execute()
  return id
}
const photoOf = (id: string) => db.selectFrom('photo').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

afterEach(async () => expect(await disagreements(db)).toEqual([]))

describe('the list of deliveries', () => {
  it('has the whole address and a phone to ring, waiting ones apart from those with me', async () => {
    const [mine, waiting] = [await packed(), await packed()]
    await rides.setsOut(mine)
    const { body } = await rides.deliveries()
    expect(body.mine).toMatchObject([
      {
        id: mine,
        name: '王小明',
        phone: '13800008000',
        address: '阳光花园 3 栋 2 单元 501',
        units: 2,
        attempts: 1,
        mine: true,
      },
    ])
    expect(body.waiting).toMatchObject([{ id: waiting, mine: false, attempts: 0, at: DOOR }])
    expect((await packs.deliveries()).body.mine).toEqual([])
    expect((await packs.sees(mine)).body).toMatchObject({ phone: '13800008000', at: DOOR })
    await rides.delivers(mine)
    expect((await packs.sees(mine)).body).toMatchObject({ phone: '', address: '', at: null })
    await boss.refuses(waiting)
  })

  it('goes a short way round, and leaves out what is collected', async () => {
    const north = (degrees: number) => anAddress(db, wang, { lat: DOOR.lat + degrees, place: `北 ${degrees}` })
    const orders: string[] = []
    for (const degrees of [0.006, 0.002, 0.008, 0.004])
      orders.push(await packed({ address: (await north(degrees)).id }))
    const pickup = await aPaidOrder(test, wang, store, [rice], { now: clock.now() })
    const { waiting } = (await rides.deliveries()).body
    expect(waiting.map(({ address }: { address: string }) => address.slice(0, 7).trim())).toEqual([
      '北 0.002',
      '北 0.004',
      '北 0.006',
      '北 0.008',
    ])
    expect(JSON.stringify(waiting)).not.toContain(pickup)
    for (const one of orders) await boss.refuses(one)
  })

  it('is not for other stores: there is no such order there', async () => {
    const orderId = await packed()
    const elsewhere = await anOpenStore(db)
    const stranger = packer(test, await aStaffMember(db, elsewhere.id, 'owner'), elsewhere)
    expect(said(await stranger.setsOut(orderId))).toBe('ORDER_NOT_FOUND')
    expect((await stranger.deliveries()).body).toEqual({ waiting: [], mine: [] })
    expect(said(await packer(test, clerk, elsewhere).deliveries())).toBe('NOT_ALLOWED')
    expect(said(await packer(test, await aStaffMember(db, store.id, 'launch-lead'), store).deliveries())).toBe(
      'NOT_ALLOWED',
    )
  })
})

describe('setting out', () => {
  it('notes who went, and tells the resident', async () => {
    const orderId = await packed()
    expect(said(await rides.setsOut(orderId))).toBe('ok')
    expect(await orderRow(orderId)).toMatchObject({ state: 'delivering', courier_id: rider.staffId })
    expect(await attemptsOf(orderId)).toMatchObject([{ courier_id: rider.staffId, ended_at: null }])
    expect((await told())[0]).toBe('骑手出发了')
  })

  it('is not for what is not packed, and not for what is collected', async () => {
    const unpacked = await aPaidOrder(test, wang, store, [rice], { now: clock.now() })
    expect(said(await rides.setsOut(unpacked))).toBe('ORDER_MOVED')
    await packs.starts(unpacked)
    await packs.picks(unpacked, '大米', 1)
    await packs.ready(unpacked)
    expect(said(await rides.setsOut(unpacked))).toBe('ORDER_MOVED')
  })

  it('ten couriers take one order: one has it', async () => {
    const riders = await Promise.all(
      Array.from({ length: 10 }, async (_, n) =>
        packer(test, await aStaffMember(db, store.id, 'clerk', `骑手${n}`), store),
      ),
    )
    const orderId = await packed()
    expect(tally(await Promise.all(riders.map((one) => one.setsOut(orderId))))).toEqual({ ok: 1, ORDER_MOVED: 9 })
    expect(await attemptsOf(orderId)).toHaveLength(1)
  })
})

describe('at the door', () => {
  it('handed over: what was held is sold, WeChat will be told, the resident is told, the proof is kept', async () => {
    const orderId = await packed()
    const before = await db
      .selectFrom('store_goods')
      .select(['available', 'held'])
      .where('goods_id', '=', rice.id)
      .executeTakeFirstOrThrow()
    await rides.setsOut(orderId)
    const photoId = await aPhoto(rider)
    clock.advance(SECOND)
    expect(said(await rides.delivers(orderId, { photoId, note: '放在门口' }))).toBe('ok')
    expect(await orderRow(orderId)).toMatchObject({ state: 'delivered', ended_by: null })
    expect(await attemptsOf(orderId)).toMatchObject([{ outcome: 'delivered', photo_id: photoId }])
    expect(await photoOf(photoId)).toMatchObject({ used_for: 'proof', order_id: orderId })
    const after = await db
      .selectFrom('store_goods')
      .select(['available', 'held'])
      .where('goods_id', '=', rice.id)
      .executeTakeFirstOrThrow()
    expect(after).toEqual({ available: before.available, held: before.held - 2 })
    const report = await db
      .selectFrom('shipping_report')
      .selectAll()
      .where('order_id', '=', orderId)
      .executeTakeFirstOrThrow()
    expect(report).toMatchObject({ logistics: 'same-city', state: 'waiting' })
    expect((await told())[0]).toBe('送到了')
    const log = await db
      .selectFrom('audit_log')
      .select(['action', 'after'])
      .where('subject', '=', orderId)
      .orderBy('id')
      .execute()
    expect(log.slice(-2)).toMatchObject([
      { action: 'order.set-out' },
      { action: 'order.delivered', after: { note: '放在门口', proof: true } },
    ])
  })

  it('is the courier’s who has it, or who runs the store', async () => {
    const orderId = await packed()
    await rides.setsOut(orderId)
    expect(said(await packs.delivers(orderId))).toBe('NOT_ALLOWED')
    expect(said(await packs.bringsBack(orderId))).toBe('NOT_ALLOWED')
    expect(await orderRow(orderId)).toMatchObject({ state: 'delivering' })
    expect(said(await boss.delivers(orderId))).toBe('ok')
  })

  it('a proof is one’s own and shows nothing else', async () => {
    const orderId = await packed()
    await rides.setsOut(orderId)
    const used = await aPhoto(rider)
    await db.updateTable('photo').set({ used_for: 'proof' }).where('id', '=', used).execute()
    for (const photoId of [used, await aPhoto(clerk), randomUUID()])
      expect(said(await rides.delivers(orderId, { photoId, note: '' }))).toBe('PHOTO_NOT_FOUND')
    expect(await orderRow(orderId)).toMatchObject({ state: 'delivering' })
    expect(await attemptsOf(orderId)).toMatchObject([{ ended_at: null }])
  })

  it('one photograph for two doors proves one of them', async () => {
    const [one, two] = [await packed(), await packed()]
    await rides.setsOut(one)
    await rides.setsOut(two)
    const photoId = await aPhoto(rider)
    const heard = await Promise.all([one, two].map((id) => rides.delivers(id, { photoId, note: '' })))
    expect(tally(heard)).toEqual({ ok: 1, PHOTO_NOT_FOUND: 1 })
  })

  it('nobody there: back to the store with the reason, and out again as another attempt', async () => {
    const orderId = await packed()
    await rides.setsOut(orderId)
    expect(said(await rides.bringsBack(orderId, ' '))).toBe('INPUT_INVALID')
    clock.advance(SECOND)
    expect(said(await rides.bringsBack(orderId, '敲门没人应'))).toBe('ok')
    expect(await orderRow(orderId)).toMatchObject({ state: 'ready', courier_id: null, ended_at: null })
    expect((await told())[0]).toBe('这次没送成，先带回店里了')
    clock.advance(SECOND)
    expect(said(await packs.setsOut(orderId))).toBe('ok')
    expect((await told())[0]).toBe('骑手出发了')
    expect(said(await packs.delivers(orderId))).toBe('ok')
    expect(await attemptsOf(orderId)).toMatchObject([
      { courier_id: rider.staffId, outcome: 'failed', reason: '敲门没人应' },
      { courier_id: clerk.staffId, outcome: 'delivered' },
    ])
  })

  it('delivered ten times at once is sold once', async () => {
    const orderId = await packed()
    await rides.setsOut(orderId)
    expect(tally(await Promise.all(Array.from({ length: 10 }, () => rides.delivers(orderId))))).toEqual({
      ok: 1,
      ORDER_MOVED: 9,
    })
  })

  it('the store refuses as the courier hands over: goods and money are on one side', async () => {
    for (let round = 0; round < 10; round++) {
      const orderId = await packed()
      await rides.setsOut(orderId)
      const both = [() => boss.refuses(orderId, '地址送不到'), () => rides.delivers(orderId)]
      const heard = await Promise.all((round % 2 ? both.reverse() : both).map((one) => one()))
      expect(tally(heard)).toEqual({ ok: 1, ORDER_MOVED: 1 })
      const { state, refunded_fen, total_fen } = await orderRow(orderId)
      const sold = await db
        .selectFrom('stock_entry')
        .select('kind')
        .where('order_id', '=', orderId)
        .where('kind', '=', 'sold')
        .execute()
      expect([state, refunded_fen, sold.length]).toEqual(
        state === 'delivered' ? ['delivered', 0, 1] : ['cancelled', total_fen, 0],
      )
      expect(await attemptsOf(orderId)).toMatchObject([{ outcome: state === 'delivered' ? 'delivered' : 'failed' }])
    }
  })
})

it('what was delivered is delivered: it is not brought back, refused or delivered again', async () => {
  const orderId = await packed()
  await rides.setsOut(orderId)
  await rides.delivers(orderId)
  for (const heard of [await rides.bringsBack(orderId), await boss.refuses(orderId), await rides.delivers(orderId)])
    expect([said(heard), heard.body.error.message]).toEqual(['ORDER_MOVED', '订单现在是“已送达”，不能这样操作'])
  expect(said(await as(wang).post(fill(paths.orderCancel, { orderId }), { reason: '' }))).toBe('ORDER_MOVED')
})
