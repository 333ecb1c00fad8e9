import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { SECOND } from '../../../src/domain/time'
import { testApp } from '../../support/app'
import { aResident, aStaffMember, type Resident } from '../../support/factories'
import { anOrderRow, someGoods } from '../../support/factories-mall'
import { packer, said, tally } from '../../support/packing'
import { anOpenStore, aPaidOrder, disagreements, shopper } from '../../support/shopping'

const test = await testApp()
const { db, as, clock } = test
const store = await anOpenStore(db)
const wang = await aResident(db)
const packs = packer(test, await aStaffMember(db, store.id, 'clerk', '小李'), store)
const boss = packer(test, await aStaffMember(db, store.id, 'manager'), store)

const tomato = await someGoods(db, store.id, { name: '西红柿', unit: '份', price_fen: 550 })
const cherry = await someGoods(db, store.id, { name: '圣女果', unit: '盒', price_fen: 450 })
const dear = await someGoods(db, store.id, { name: '草莓', unit: '盒', price_fen: 2990 })
const last = await someGoods(db, store.id, { name: '黄瓜', unit: '根', price_fen: 300, stock: 1 })
const chicken = await someGoods(db, store.id, {
  name: '三黄鸡',
  unit: '只',
  sold_by: 'weight',
  unit_grams: 1000,
  price_fen: 200,
})

/** An order of three tomatoes at ¥5.50, of which one was found: ¥11 of it are missing. */
async function short(): Promise<string> {
  clock.advance(SECOND)
  const orderId = await aPaidOrder(test, wang, store, [{ id: tomato.id, quantity: 3 }], { now: clock.now() })
  await packs.starts(orderId)
  await packs.picks(orderId, '西红柿', 1)
  return orderId
}
async function asked(instead = cherry, quantity = 1) {
  const orderId = await short()
  clock.advance(SECOND)
  const heard = await packs.offers(orderId, '西红柿', { id: instead.id, quantity })
  expect(said(heard)).toBe('ok')
  return { orderId, lineId: heard.body.lineId as string }
}
const answers = (question: { orderId: string; lineId: string }, agreed: boolean, who: Resident = wang) =>
  as(who).post(fill(paths.orderSubstitute, question), { agreed })
const stockOf = (goodsId: string) =>
  db.selectFrom('store_goods').select(['available', 'held']).where('goods_id', '=', goodsId).executeTakeFirstOrThrow()
const linesOf = (orderId: string) =>
  db
    .selectFrom('order_line')
    .select(['name', 'kind', 'paid_fen', 'kept_fen', 'refunded_fen', 'consent'])
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute()
const orderRow = (id: string) => db.selectFrom('shop_order').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

afterEach(async () => expect(await disagreements(db)).toEqual([]))

describe('offering something else', () => {
  it('holds it at once, costs nothing yet, and asks the resident', async () => {
    const before = await stockOf(cherry.id)
    const { orderId } = await asked(cherry, 2)
    expect(await stockOf(cherry.id)).toEqual({ available: before.available - 2, held: before.held + 2 })
    expect((await linesOf(orderId))[1]).toMatchObject({ kind: 'substitute', paid_fen: 0, consent: 'asked' })
    const [told] = (await as(wang).get(paths.inbox)).body.messages
    expect(told).toMatchObject({ kind: 'order-question', title: '西红柿缺货，换成圣女果行吗？' })
    expect((await packs.board('picking')).orders.find(({ id }: { id: string }) => id === orderId)).toMatchObject({
      question: true,
      kinds: 1,
    })
    expect((await shopper(test, wang, store).order(orderId)).steps[0].words).toBe('西红柿缺货，问你换成圣女果行不行')
    expect(said(await packs.ready(orderId))).toBe('SUBSTITUTE_OPEN')
  })

  it('is never dearer than what is missing: exactly as dear is welcome, one unit more is not', async () => {
    const orderId = await short()
    const same = await someGoods(db, store.id, { name: '青椒', price_fen: 1100 })
    expect(said(await packs.offers(orderId, '西红柿', { id: same.id, quantity: 2 }))).toBe('SUBSTITUTE_DEARER')
    const dearer = await packs.offers(orderId, '西红柿', { id: dear.id })
    expect([dearer.status, said(dearer), dearer.body.error.facts.most]).toEqual([422, 'SUBSTITUTE_DEARER', 1100])
    expect(said(await packs.offers(orderId, '西红柿', { id: same.id, quantity: 1 }))).toBe('ok')
  })

  it('is only for what is short, only goods that are there, one question at a time', async () => {
    clock.advance(SECOND)
    const orderId = await aPaidOrder(test, wang, store, [{ id: tomato.id, quantity: 3 }], { now: clock.now() })
    await packs.starts(orderId)
    expect(said(await packs.offers(orderId, '西红柿', { id: cherry.id }))).toBe('PICK_INVALID')
    await packs.picks(orderId, '西红柿', 3)
    expect(said(await packs.offers(orderId, '西红柿', { id: cherry.id }))).toBe('PICK_INVALID')
    await packs.picks(orderId, '西红柿', 1)
    const few = await packs.offers(orderId, '西红柿', { id: last.id, quantity: 2 })
    expect([said(few), few.body.error.message]).toEqual(['GOODS_SHORT', '库存不够了：黄瓜只剩 1 根'])
    expect(said(await packs.offers(orderId, '西红柿', { id: tomato.id }))).toBe('GOODS_NOT_FOUND')
    expect(said(await packs.offers(orderId, '西红柿', { id: randomUUID() }))).toBe('GOODS_NOT_FOUND')
    expect(said(await packs.offers(orderId, '西红柿', { id: cherry.id }))).toBe('ok')
    expect(said(await packs.offers(orderId, '西红柿', { id: cherry.id }))).toBe('SUBSTITUTE_OPEN')
    expect(said(await packs.offers(orderId, '圣女果', { id: last.id }))).toBe('LINE_NOT_FOUND')
    expect(said(await packs.picks(orderId, '西红柿', 2))).toBe('SUBSTITUTE_OPEN')
    expect(said(await packs.picks(orderId, '圣女果', 1))).toBe('SUBSTITUTE_OPEN')
  })

  it('needs somebody to ask', async () => {
    const { id } = await anOrderRow(db, store.id, {
      source: 'till',
      state: 'picking',
      total_fen: 550,
      lines: [{ goodsId: tomato.id, quantity: 1 }],
    })
    await db
      .updateTable('order_line')
      .set({ picked_quantity: 0, paid_fen: 550, list_fen: 550 })
      .where('order_id', '=', id)
      .execute()
    expect(said(await packs.offers(id, '西红柿', { id: cherry.id }))).toBe('SUBSTITUTE_NOBODY')
    await db
      .updateTable('shop_order')
      .set({ state: 'closed', ended_at: new Date(clock.now()) })
      .where('id', '=', id)
      .execute()
  })
})

describe('the resident’s answer', () => {
  it('yes: it comes along, pays its own price out of what was missing, the difference goes back with the order', async () => {
    const question = await asked(cherry, 2)
    expect(said(await answers(question, true))).toBe('ok')
    const { orderId } = question
    expect(await linesOf(orderId)).toMatchObject([
      { name: '西红柿', paid_fen: 750 },
      { name: '圣女果', paid_fen: 900, consent: 'agreed' },
    ])
    expect(said(await packs.picks(orderId, '西红柿', 2))).toBe('LINE_ANSWERED')
    expect(said(await packs.offers(orderId, '西红柿', { id: last.id }))).toBe('LINE_ANSWERED')
    expect(said(await packs.ready(orderId))).toBe('PICK_INCOMPLETE')
    await packs.picks(orderId, '圣女果', 2)
    expect(said(await packs.ready(orderId))).toBe('ok')
    expect(await linesOf(orderId)).toMatchObject([
      { paid_fen: 750, kept_fen: 550, refunded_fen: 200 },
      { paid_fen: 900, kept_fen: 900, refunded_fen: 0 },
    ])
    const [refund] = await db.selectFrom('refund').selectAll().where('order_id', '=', orderId).execute()
    expect(refund).toMatchObject({ wechat_fen: 200, words: '西红柿 缺 2 份，换成圣女果，退差价 ¥2' })
    expect(await orderRow(orderId)).toMatchObject({ total_fen: 1650, refunded_fen: 200 })
  })

  it('yes to goods by weight: they are settled by the scale like any others', async () => {
    const question = await asked(chicken) // about 1000 g, ¥4 as estimated
    await answers(question, true)
    await packs.picks(question.orderId, '三黄鸡', 1, 900)
    await packs.ready(question.orderId)
    expect(await linesOf(question.orderId)).toMatchObject([
      { kept_fen: 550, refunded_fen: 700 },
      { paid_fen: 400, kept_fen: 360, refunded_fen: 40 },
    ])
  })

  it('no: it goes back on sale, what is missing is refunded, and something else may be offered', async () => {
    const before = await stockOf(cherry.id)
    const question = await asked(cherry, 2)
    expect(said(await answers(question, false))).toBe('ok')
    expect(await stockOf(cherry.id)).toEqual(before)
    const { orderId } = question
    const again = await packs.offers(orderId, '西红柿', { id: cherry.id })
    expect(said(await answers({ orderId, lineId: again.body.lineId }, false))).toBe('ok')
    await packs.ready(orderId)
    expect(await orderRow(orderId)).toMatchObject({ refunded_fen: 1100 })
    expect((await linesOf(orderId)).map((line) => line.paid_fen)).toEqual([1650, 0, 0])
  })

  it('KF-11: is asked of whose order it is, and of nobody else', async () => {
    const question = await asked()
    expect(said(await answers(question, true, await aResident(db)))).toBe('ORDER_NOT_FOUND')
    expect(said(await answers({ ...question, lineId: randomUUID() }, true))).toBe('LINE_NOT_FOUND')
    const ordinary = await packs.line(question.orderId, '西红柿')
    expect(said(await answers({ ...question, lineId: ordinary }, true))).toBe('LINE_NOT_FOUND')
  })

  it('counts once: the second answer hears that it was given', async () => {
    const question = await asked()
    await answers(question, true)
    expect(said(await answers(question, false))).toBe('LINE_ANSWERED')
    expect((await linesOf(question.orderId))[1]).toMatchObject({ consent: 'agreed' })
  })

  it('yes and no at once, and the staff taking it back: one of them counts, the goods are held exactly when it is yes', async () => {
    for (let round = 0; round < 12; round++) {
      const before = await stockOf(cherry.id)
      const question = await asked()
      const all = [
        () => answers(question, true),
        () => answers(question, false),
        () => packs.withdraws(question.orderId, question.lineId),
      ]
      const heard = await Promise.all([...all.slice(round % 3), ...all.slice(0, round % 3)].map((one) => one()))
      expect(tally(heard)).toEqual({ ok: 1, LINE_ANSWERED: 2 })
      const [line, substitute] = await linesOf(question.orderId)
      const yes = substitute!.consent === 'agreed'
      expect(await stockOf(cherry.id)).toEqual({
        available: before.available - (yes ? 1 : 0),
        held: before.held + (yes ? 1 : 0),
      })
      expect([line!.paid_fen, substitute!.paid_fen]).toEqual(yes ? [1200, 450] : [1650, 0])
    }
  })

  it('comes too late when the store has refused the order meanwhile', async () => {
    const question = await asked()
    await boss.refuses(question.orderId)
    expect(said(await answers(question, true))).toBe('LINE_ANSWERED')
    expect((await orderRow(question.orderId)).refunded_fen).toBe(1650)
  })
})

describe('a question that nobody answers', () => {
  it('is taken back by staff, as if it had been declined', async () => {
    const { orderId, lineId } = await asked()
    expect(said(await packs.withdraws(orderId, lineId))).toBe('ok')
    expect(said(await packs.withdraws(orderId, lineId))).toBe('LINE_ANSWERED')
    expect(said(await packs.ready(orderId))).toBe('ok')
    const actions = await db
      .selectFrom('audit_log')
      .select('action')
      .where('subject', '=', orderId)
      .orderBy('id')
      .execute()
    expect(actions.map(({ action }) => action)).toEqual([
      'order.started',
      'line.picked',
      'substitute.offered',
      'substitute.withdrawn',
      'order.ready',
    ])
  })

  it('ends with the order: refused with a question open, everything goes back', async () => {
    const before = await stockOf(cherry.id)
    const { orderId } = await asked()
    expect(said(await boss.refuses(orderId))).toBe('ok')
    expect(await stockOf(cherry.id)).toEqual(before)
    expect(await orderRow(orderId)).toMatchObject({ state: 'cancelled', refunded_fen: 1650 })
  })

  it('refused after a yes: the money that moved to the substitute goes back with the rest', async () => {
    const question = await asked()
    await answers(question, true)
    expect(said(await boss.refuses(question.orderId))).toBe('ok')
    expect(await orderRow(question.orderId)).toMatchObject({ total_fen: 1650, refunded_fen: 1650 })
  })
})
