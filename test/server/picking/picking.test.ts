import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { SECOND } from '../../../src/domain/time'
import { testApp } from '../../support/app'
import { aResident, aStaffMember } from '../../support/factories'
import { anOffer, someGoods, spendSave } from '../../support/factories-mall'
import { packer, said, tally } from '../../support/packing'
import { anOpenStore, aPaidOrder, disagreements, shopper } from '../../support/shopping'

const test = await testApp()
const { db, as, clock } = test
const store = await anOpenStore(db)
const wang = await aResident(db)
const clerk = await aStaffMember(db, store.id, 'clerk', '小李')
const packs = packer(test, clerk, store)
const boss = packer(test, await aStaffMember(db, store.id, 'manager'), store)
const elsewhere = await anOpenStore(db)
const stranger = packer(test, await aStaffMember(db, elsewhere.id, 'owner'), elsewhere)

const tomato = await someGoods(db, store.id, { name: '西红柿', price_fen: 550, shelf_zone: 'produce', shelf: 'A-10' })
const eggs = await someGoods(db, store.id, {
  name: '土鸡蛋',
  unit: '盒',
  price_fen: 1500,
  shelf_zone: 'cold',
  shelf: 'C-1',
})
const rice = await someGoods(db, store.id, {
  name: '大米',
  unit: '袋',
  price_fen: 4000,
  shelf_zone: 'dry',
  shelf: 'D-2',
})
/** ¥26 per 500 g, about 700 g each: ¥36.40 a piece as estimated. */
const bass = await someGoods(db, store.id, {
  name: '鲈鱼',
  unit: '条',
  sold_by: 'weight',
  unit_grams: 700,
  price_fen: 2600,
  shelf_zone: 'aquatic',
  shelf: 'S-1',
})

const order = async (...wanted: { id: string; quantity?: number }[]) => {
  clock.advance(SECOND)
  return aPaidOrder(test, wang, store, wanted, { now: clock.now() })
}
const started = async (...wanted: { id: string; quantity?: number }[]) => {
  const orderId = await order(...wanted)
  expect(said(await packs.starts(orderId))).toBe('ok')
  return orderId
}
const orderRow = (id: string) => db.selectFrom('shop_order').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const linesOf = (id: string) =>
  db.selectFrom('order_line').selectAll().where('order_id', '=', id).orderBy('position').execute()
const stockOf = (goodsId: string) =>
  db.selectFrom('store_goods').select(['available', 'held']).where('goods_id', '=', goodsId).executeTakeFirstOrThrow()
const refundsOf = (id: string) => db.selectFrom('refund').selectAll().where('order_id', '=', id).execute()
const inboxOf = async () =>
  (await as(wang).get(paths.inbox)).body.messages as { kind: string; title: string; body: string }[]
const auditOf = (subject: string) =>
  db
    .selectFrom('audit_log')
    .select(['action', 'staff_id', 'before', 'after'])
    .where('subject', '=', subject)
    .orderBy('id')
    .execute()

afterEach(async () => expect(await disagreements(db)).toEqual([]))

describe('the board', () => {
  it('shows the earliest slot first, then who ordered first, by pages of 30, and counts what is on it', async () => {
    const busy = await anOpenStore(db)
    const goods = await someGoods(db, busy.id, { stock: 1000 })
    const mine = packer(test, await aStaffMember(db, busy.id, 'clerk'), busy)
    const ids: string[] = []
    for (let i = 0; i < 32; i++) {
      clock.advance(SECOND)
      ids.push(
        await aPaidOrder(test, await aResident(db), busy, [goods], {
          fulfilment: { kind: 'pickup', slotOpensAt: Date.parse(`2026-06-01T${i % 2 ? 13 : 15}:00:00+08:00`) },
        }),
      )
    }
    const first = await mine.board('paid')
    expect(first.orders).toHaveLength(30)
    expect(first.counts).toEqual({ paid: 32, picking: 0, ready: 0, delivering: 0 })
    const second = await mine.board('paid', first.next)
    expect(second.next).toBeNull()
    const shown = [...first.orders, ...second.orders].map(({ id }) => id)
    expect(shown).toEqual([...ids.filter((_, i) => i % 2), ...ids.filter((_, i) => i % 2 === 0)])
  })

  it('never says whole names or numbers, and what there is to do', async () => {
    const orderId = await order({ id: tomato.id, quantity: 2 }, bass)
    const [shown] = (await packs.board('paid')).orders
    expect(shown).toMatchObject({
      id: orderId,
      kinds: 2,
      units: 3,
      picked: 0,
      question: false,
      weighs: true,
      picker: null,
    })
    await db
      .updateTable('shop_order')
      .set({ contact_name: '王小明', contact_phone: '13800008000' })
      .where('id', '=', orderId)
      .execute()
    const board = await packs.board('paid')
    expect(board.orders[0].customer).toBe('王** · 尾号 8000')
    expect(JSON.stringify(board)).not.toMatch(/王小明|13800008000/)
    await packs.starts(orderId)
    await packs.picks(orderId, '西红柿', 2)
    expect((await packs.board('picking')).orders[0]).toMatchObject({ picked: 1, picker: '小李' })
  })

  it('refuses a place that it did not give out', async () => {
    const heard = await as(clerk).get(`${fill(paths.staffOrders, { storeId: store.id })}?state=paid&after=x`)
    expect([heard.status, said(heard)]).toEqual([400, 'INPUT_INVALID'])
  })

  it('does not know unpaid orders, nor those of other stores', async () => {
    const unpaid = (await shopper(test, wang, store).submit([tomato])).body.orderId
    await db
      .updateTable('shop_order')
      .set({ pay_until: new Date(0) })
      .where('id', '=', unpaid)
      .execute()
    expect(said(await packs.sees(unpaid))).toBe('ORDER_NOT_FOUND')
    const orderId = await order(tomato)
    for (const heard of [await stranger.sees(orderId), await stranger.starts(orderId), await stranger.refuses(orderId)])
      expect(said(heard)).toBe('ORDER_NOT_FOUND')
    expect(said(await packer(test, clerk, elsewhere).sees(orderId))).toBe('NOT_ALLOWED')
  })
})

describe('an order to pick', () => {
  it('lists its lines in the order of the walk, with what they should weigh (KF-51)', async () => {
    const orderId = await order(eggs, { id: bass.id, quantity: 2 }, tomato, rice)
    const { body } = await packs.sees(orderId)
    expect(body.lines.map((line: { name: string }) => line.name)).toEqual(['大米', '西红柿', '鲈鱼', '土鸡蛋'])
    expect(body.lines[2]).toMatchObject({
      quantity: 2,
      orderedGrams: 1400,
      pickedGrams: null,
      per500g: 2600,
      shelf: 'S-1',
    })
    expect(body).toMatchObject({ address: '', at: null, phone: '', source: 'mini-program' })
  })

  it('is taken by one, who is noted; in picking it cannot be cancelled by the shopper any more', async () => {
    const orderId = await order(tomato)
    expect(said(await packs.starts(orderId))).toBe('ok')
    expect(await orderRow(orderId)).toMatchObject({ state: 'picking', picker_id: clerk.staffId })
    const again = await packs.starts(orderId)
    expect([said(again), again.body.error.message]).toEqual(['ORDER_MOVED', '订单现在是“备货中”，不能这样操作'])
    expect(said(await shopper(test, wang, store).cancels(orderId))).toBe('ORDER_PICKING')
    expect(await auditOf(orderId)).toMatchObject([{ action: 'order.started', staff_id: clerk.staffId }])
  })

  it('is not picked before it is taken, nor after it is ready', async () => {
    const orderId = await order(tomato)
    expect(said(await packs.picks(orderId, '西红柿', 1))).toBe('ORDER_MOVED')
    await packs.starts(orderId)
    await packs.picks(orderId, '西红柿', 1)
    await packs.ready(orderId)
    expect(said(await packs.picks(orderId, '西红柿', 0))).toBe('ORDER_MOVED')
  })

  it('may be corrected until it is ready; what cannot be is refused with a sentence and changes nothing', async () => {
    const orderId = await started({ id: tomato.id, quantity: 2 }, bass)
    expect(said(await packs.picks(orderId, '鲈鱼', 1, 812))).toBe('ok')
    expect(said(await packs.picks(orderId, '鲈鱼', 1, 655))).toBe('ok')
    const wrong = await packs.picks(orderId, '鲈鱼', 1, 6550)
    expect([wrong.status, wrong.body.error.message]).toEqual([
      422,
      '数量或重量不对：6550g 比预估的 700g 重太多，请再称一次',
    ])
    expect(said(await packs.picks(orderId, '西红柿', 3))).toBe('PICK_INVALID')
    expect(said(await packs.picks(orderId, '西红柿', 2, 900))).toBe('PICK_INVALID')
    const [vegetable, fish] = await linesOf(orderId)
    expect(vegetable).toMatchObject({ picked_quantity: null, picked_grams: null })
    expect(fish).toMatchObject({ picked_quantity: 1, picked_grams: 655 })
    const strange = fill(paths.staffPickLine, { storeId: store.id, orderId, lineId: randomUUID() })
    expect(said(await as(clerk).post(strange, { quantity: 1 }))).toBe('LINE_NOT_FOUND')
  })
})

describe('ready', () => {
  it('keeps everything when everything is there, and tells the resident where it is', async () => {
    const orderId = await started({ id: tomato.id, quantity: 2 }, bass)
    await packs.picks(orderId, '西红柿', 2)
    await packs.picks(orderId, '鲈鱼', 1, 730)
    expect(said(await packs.ready(orderId))).toBe('ok')
    expect((await linesOf(orderId)).map((line) => [line.kept_fen, line.paid_fen])).toEqual([
      [1100, 1100],
      [3640, 3640],
    ])
    expect(await refundsOf(orderId)).toEqual([])
    expect(await orderRow(orderId)).toMatchObject({ state: 'ready', refunded_fen: 0 })
    expect((await inboxOf())[0]).toMatchObject({ kind: 'order-ready', title: '备好了，来取吧' })
  })

  it('waits until every line is picked', async () => {
    const orderId = await started(tomato, eggs, bass)
    await packs.picks(orderId, '西红柿', 1)
    const heard = await packs.ready(orderId)
    expect([said(heard), heard.body.error.message]).toEqual(['PICK_INCOMPLETE', '还有 2 样没有拣完'])
  })

  it('gives back what the scale says was paid too much, once and in words, and never asks for more (多退少不补)', async () => {
    const orderId = await started({ id: bass.id, quantity: 1 }, eggs)
    await packs.picks(orderId, '鲈鱼', 1, 612)
    await packs.picks(orderId, '土鸡蛋', 1)
    clock.advance(SECOND)
    await packs.ready(orderId)
    // 3640 × 612 ÷ 700 = 3182.4
    const words = '鲈鱼 称重 612g，比预估轻，退 ¥4.58（多退少不补）'
    expect(await refundsOf(orderId)).toMatchObject([{ reason: 'weighed', wechat_fen: 458, balance_fen: 0, words }])
    const [fish] = await linesOf(orderId)
    expect(fish).toMatchObject({ paid_fen: 3640, kept_fen: 3182, refunded_fen: 458, quantity: 1, unit_grams: 700 })
    const seen = await shopper(test, wang, store).order(orderId)
    expect(seen.steps[0].words).toBe(`备好了；${words}`)
    const told = (await inboxOf()).slice(0, 2)
    expect(told.map(({ kind }) => kind).sort()).toEqual(['order-ready', 'order-refunded'])
  })

  it('KF-20, KF-21: a short line gives back its share of what it paid, its discounts with it', async () => {
    const shop = await anOpenStore(db)
    const mine = packer(test, await aStaffMember(db, shop.id, 'clerk'), shop)
    const goods = await someGoods(db, shop.id, { name: '牛奶', unit: '箱', price_fen: 3333 })
    await anOffer(db, shop.id, { terms: spendSave([9900, 1000]) })
    const orderId = await aPaidOrder(test, wang, shop, [{ id: goods.id, quantity: 3 }])
    await mine.starts(orderId)
    await mine.picks(orderId, '牛奶', 1)
    await mine.ready(orderId)
    // 9999 − 1000 = 8999 were paid for three; the third that came keeps 2999
    expect(await refundsOf(orderId)).toMatchObject([
      { reason: 'short', wechat_fen: 6000, words: '牛奶 缺 2 箱，退 ¥60' },
    ])
    expect(await orderRow(orderId)).toMatchObject({ total_fen: 8999, refunded_fen: 6000 })
  })

  it('what was not on the shelf is not sold again: the units missing leave the order and the books', async () => {
    const shop = await anOpenStore(db)
    const mine = packer(test, await aStaffMember(db, shop.id, 'clerk'), shop)
    const leek = await someGoods(db, shop.id, { name: '韭菜', stock: 10 })
    const celery = await someGoods(db, shop.id, { name: '芹菜', stock: 10 })
    const orderId = await aPaidOrder(test, wang, shop, [
      { id: leek.id, quantity: 3 },
      { id: celery.id, quantity: 3 },
    ])
    await mine.starts(orderId)
    await mine.picks(orderId, '韭菜', 2)
    await mine.picks(orderId, '芹菜', 0)
    expect(await stockOf(leek.id)).toEqual({ available: 7, held: 3 })
    await mine.ready(orderId)
    expect(await stockOf(leek.id)).toEqual({ available: 7, held: 2 })
    expect(await stockOf(celery.id)).toEqual({ available: 7, held: 0 })
    const entries = await db
      .selectFrom('stock_entry')
      .select(['kind', 'available_delta', 'reason'])
      .where('order_id', '=', orderId)
      .where('goods_id', '=', celery.id)
      .orderBy('id')
      .execute()
    expect(entries).toEqual([
      { kind: 'held', available_delta: -3, reason: '' },
      { kind: 'released', available_delta: 3, reason: '' },
      { kind: 'adjusted', available_delta: -3, reason: '备货时货架上没有' },
    ])
  })

  it('an order of which nothing was found is refused instead', async () => {
    const orderId = await started(tomato, bass)
    await packs.picks(orderId, '西红柿', 0)
    await packs.picks(orderId, '鲈鱼', 0)
    const heard = await packs.ready(orderId)
    expect(heard.body.error.message).toBe('数量或重量不对：一样都没拣到，请取消订单并退款')
    expect(said(await boss.refuses(orderId))).toBe('ok')
  })

  it('ten times at once is ready once and gives back once', async () => {
    const orderId = await started({ id: tomato.id, quantity: 3 })
    await packs.picks(orderId, '西红柿', 1)
    const heard = await Promise.all(Array.from({ length: 10 }, () => packs.ready(orderId)))
    expect(tally(heard)).toEqual({ ok: 1, ORDER_MOVED: 9 })
    expect(await refundsOf(orderId)).toHaveLength(1)
    expect(await orderRow(orderId)).toMatchObject({ refunded_fen: 1100 })
  })
})

describe('several at once', () => {
  it('ten pickers tap one order: one has it', async () => {
    const pickers = await Promise.all(
      Array.from({ length: 10 }, async (_, n) =>
        packer(test, await aStaffMember(db, store.id, 'clerk', `店员${n}`), store),
      ),
    )
    const orderId = await order(tomato)
    expect(tally(await Promise.all(pickers.map((one) => one.starts(orderId))))).toEqual({ ok: 1, ORDER_MOVED: 9 })
    expect((await auditOf(orderId)).map(({ action }) => action)).toEqual(['order.started'])
  })

  it('the shopper cancels as picking begins: one of them comes through, and the money is right', async () => {
    for (let round = 0; round < 10; round++) {
      const orderId = await order(tomato)
      const cancel = () => shopper(test, wang, store).cancels(orderId)
      const start = () => packs.starts(orderId)
      const heard = await Promise.all(round % 2 ? [cancel(), start()] : [start(), cancel()])
      expect(heard.filter(({ status }) => status === 200)).toHaveLength(1)
      const { state, refunded_fen } = await orderRow(orderId)
      expect([state, refunded_fen]).toEqual(state === 'picking' ? ['picking', 0] : ['cancelled', 550])
    }
  })

  it('a line corrected as the order gets ready: what is kept is of what was picked last', async () => {
    for (let round = 0; round < 10; round++) {
      const orderId = await started({ id: tomato.id, quantity: 4 })
      await packs.picks(orderId, '西红柿', 4)
      await Promise.all([packs.picks(orderId, '西红柿', 1), packs.ready(orderId)])
      const [line] = await linesOf(orderId)
      expect(line!.kept_fen).toBe(550 * line!.picked_quantity!)
    }
  })
})

describe('an order that the store cannot serve', () => {
  it.each(['paid', 'picking', 'ready'] as const)('gives everything back from “%s”, and says why', async (state) => {
    const shop = await anOpenStore(db)
    const mine = packer(test, await aStaffMember(db, shop.id, 'owner'), shop)
    const goods = await someGoods(db, shop.id, { name: '带鱼', stock: 10, price_fen: 2000 })
    const orderId = await aPaidOrder(test, wang, shop, [{ id: goods.id, quantity: 3 }])
    if (state !== 'paid') await mine.starts(orderId)
    if (state === 'ready') {
      await mine.picks(orderId, '带鱼', 2)
      await mine.ready(orderId)
    }
    expect(said(await mine.refuses(orderId, '冷库坏了'))).toBe('ok')
    expect(await orderRow(orderId)).toMatchObject({
      state: 'cancelled',
      total_fen: 6000,
      refunded_fen: 6000,
      ended_by: 'staff',
      end_reason: '冷库坏了',
    })
    expect(await stockOf(goods.id)).toEqual({ available: state === 'ready' ? 9 : 10, held: 0 })
    const [told] = await inboxOf()
    expect(told!.body).toContain(`门店取消：冷库坏了，${state === 'ready' ? '¥40' : '¥60'} 原路退回`)
    expect((await auditOf(orderId)).at(-1)).toMatchObject({ action: 'order.refused', after: { reason: '冷库坏了' } })
  })

  it('is refused by who runs the store, once', async () => {
    const orderId = await order(tomato)
    expect(said(await packs.refuses(orderId))).toBe('NOT_ALLOWED')
    expect(said(await boss.refuses(orderId, '  '))).toBe('INPUT_INVALID')
    expect(tally(await Promise.all(Array.from({ length: 5 }, () => boss.refuses(orderId))))).toEqual({
      ok: 1,
      ORDER_MOVED: 4,
    })
    expect(await refundsOf(orderId)).toMatchObject([{ reason: 'refused', wechat_fen: 550 }])
  })

  it('refused as it gets ready: everything went back exactly once', async () => {
    for (let round = 0; round < 8; round++) {
      const orderId = await started({ id: tomato.id, quantity: 3 })
      await packs.picks(orderId, '西红柿', 2)
      await Promise.all(
        round % 2 ? [boss.refuses(orderId), packs.ready(orderId)] : [packs.ready(orderId), boss.refuses(orderId)],
      )
      expect(await orderRow(orderId)).toMatchObject({ state: 'cancelled', refunded_fen: 1650 })
    }
  })
})
