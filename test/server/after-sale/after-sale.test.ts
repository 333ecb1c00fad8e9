import { beforeEach, describe, expect, it } from 'vitest'
import { askRefunds } from '../../../server/payment/ask-refunds.service'
import { fill, paths } from '../../../src/contract/paths'
import { HOUR, plus } from '../../../src/domain/time'
import { aKey, type Heard, NOON, testApp } from '../../support/app'
import { aResident, aStaffMember, aStore, type Resident } from '../../support/factories'
import { someGoods, type SomeGoods } from '../../support/factories-mall'
import { takesHome } from '../../support/handed'
import { tally } from '../../support/packing'
import { jpeg } from '../../support/pictures'
import { anOpenStore, aPaidOrder, disagreements } from '../../support/shopping'

const test = await testApp()
const { as, db, clock, pay } = test
const store = await anOpenStore(db)
const owner = await aStaffMember(db, store.id, 'owner')
const manager = await aStaffMember(db, store.id, 'manager', '周店长')
const clerk = await aStaffMember(db, store.id, 'clerk')

let wang: Resident
let tomato: SomeGoods
beforeEach(async () => {
  clock.set(NOON)
  wang = await aResident(db)
  tomato = await someGoods(db, store.id, { name: '西红柿', price_fen: 1000 })
})

type Line = { id: string; name: string; paid: number; kept: number; refunded: number; refundedQuantity: number }
const order = async (orderId: string, who = wang) => (await as(who).get(fill(paths.order, { orderId }))).body
const line = async (orderId: string, name: string): Promise<Line> =>
  (await order(orderId)).lines.find((one: Line) => one.name === name)
const asks = async (
  orderId: string,
  wanted: Record<string, number>,
  over: { who?: Resident; key?: string; words?: string; photoIds?: string[] } = {},
): Promise<Heard> => {
  const lines = await Promise.all(
    Object.entries(wanted).map(async ([name, quantity]) => ({ lineId: (await line(orderId, name)).id, quantity })),
  )
  const { who = wang, key, words = '叶子黄了', photoIds = [] } = over
  const body = { reason: 'not-fresh', words, photoIds, lines }
  return as(who).post(fill(paths.orderRefunds, { orderId }), body, key)
}
const decides = (requestId: string, body: object, over: { who?: { token: string }; storeId?: string } = {}) =>
  as(over.who ?? manager).post(
    fill(paths.staffDecideRefund, { storeId: over.storeId ?? store.id, requestId }),
    { answer: '', ...body },
    aKey(),
  )
const withdraws = (orderId: string, requestId: string, who = wang) =>
  as(who).post(fill(paths.orderWithdrawRefund, { orderId, requestId }))
const listed = async (state: string, who: { token: string } = manager) =>
  (await as(who).get(`${fill(paths.staffRefundRequests, { storeId: store.id })}?state=${state}`)).body
const inbox = async (who = wang): Promise<{ kind: string; title: string; body: string }[]> =>
  (await as(who).get(paths.inbox)).body.messages
const said = ({ body }: Heard): string => body.error?.code ?? 'ok'
const threeTomatoes = () => takesHome(test, wang, store, owner, [{ ...tomato, quantity: 3 }])

describe('asking', () => {
  it('for two of three: what these two were paid, and the store has it on its list', async () => {
    const orderId = await threeTomatoes()
    clock.advance(HOUR)
    const heard = await asks(orderId, { 西红柿: 2 })
    expect(heard.body).toMatchObject({ state: 'asked', fen: 2000, given: null, reason: 'not-fresh', words: '叶子黄了' })
    const mine = await order(orderId)
    expect([mine.requests, mine.may.askRefund]).toEqual([[heard.body], false])
    expect(mine.steps[0]).toMatchObject({ kind: 'refund-asked', words: '你申请退款 ¥20' })
    const { requests } = await listed('asked')
    expect(requests.find(({ id }: { id: string }) => id === heard.body.id)).toMatchObject({
      orderId,
      orderNumber: mine.number,
      customer: '顾客',
      fen: 2000,
      lines: [{ name: '西红柿', quantity: 2, fen: 2000 }],
    })
    // nothing went back yet
    expect((await order(orderId)).refunded).toBe(0)
    expect(await disagreements(db)).toEqual([])
  })

  it('with photographs of one’s own, which the store sees', async () => {
    const orderId = await threeTomatoes()
    const { body: photo } = await as(wang).post(paths.photos, { base64: jpeg().toString('base64') })
    const heard = await asks(orderId, { 西红柿: 1 }, { photoIds: [photo.photoId] })
    expect(heard.body.photos).toEqual([photo.url])
    const { requests } = await listed('asked')
    expect(requests.find(({ id }: { id: string }) => id === heard.body.id).photos).toEqual([photo.url])
  })

  it('with a photograph that shows something else already nothing is asked', async () => {
    const orderId = await threeTomatoes()
    const { photoId } = (await as(wang).post(paths.photos, { base64: jpeg().toString('base64') })).body
    const first = await asks(orderId, { 西红柿: 1 }, { photoIds: [photoId] })
    await withdraws(orderId, first.body.id)
    expect(said(await asks(orderId, { 西红柿: 1 }, { photoIds: [photoId] }))).toBe('PHOTO_NOT_FOUND')
    expect((await order(orderId)).requests).toHaveLength(1)
  })

  it('is over 24 hours after it was taken home, to the millisecond', async () => {
    const orderId = await threeTomatoes()
    clock.set(plus(NOON, 24 * HOUR))
    expect((await order(orderId)).may.askRefund).toBe(false)
    const late = await asks(orderId, { 西红柿: 1 })
    expect([late.status, said(late), late.body.error.message]).toEqual([
      409,
      'REFUND_TOO_LATE',
      '收货超过 24 小时，请联系门店处理',
    ])
    clock.set(plus(NOON, 24 * HOUR - 1))
    expect(said(await asks(orderId, { 西红柿: 1 }))).toBe('ok')
  })

  it('needs an order of one’s own that was taken home, and lines of it', async () => {
    const waiting = await aPaidOrder(test, wang, store, [tomato])
    expect(said(await asks(waiting, { 西红柿: 1 }))).toBe('ORDER_MOVED')
    const orderId = await threeTomatoes()
    expect(said(await asks(orderId, { 西红柿: 1 }, { who: await aResident(db) }))).toBe('ORDER_NOT_FOUND')
    const lineId = (await line(waiting, '西红柿')).id
    const body = { reason: 'other', words: '', photoIds: [], lines: [{ lineId, quantity: 1 }] }
    expect(said(await as(wang).post(fill(paths.orderRefunds, { orderId }), body))).toBe('LINE_NOT_FOUND')
  })

  it('words that WeChat rejects are not kept', async () => {
    const orderId = await threeTomatoes()
    expect(said(await asks(orderId, { 西红柿: 1 }, { words: '违禁' }))).toBe('TEXT_REJECTED')
    expect((await order(orderId)).requests).toEqual([])
  })

  it('ten times at once is one request, the others hear that one is open', async () => {
    const orderId = await threeTomatoes()
    const heard = await Promise.all(Array.from({ length: 10 }, () => asks(orderId, { 西红柿: 1 })))
    expect(tally(heard)).toEqual({ ok: 1, REFUND_OPEN: 9 })
  })

  it('withdrawn it is over, once, and another may be made', async () => {
    const orderId = await threeTomatoes()
    const { id } = (await asks(orderId, { 西红柿: 1 })).body
    clock.advance(HOUR)
    expect(said(await withdraws(orderId, id, await aResident(db)))).toBe('REFUND_REQUEST_NOT_FOUND')
    expect(tally(await Promise.all([1, 2, 3].map(() => withdraws(orderId, id))))).toEqual({ ok: 1, REFUND_DECIDED: 2 })
    const mine = await order(orderId)
    expect([mine.requests[0].state, mine.may.askRefund, mine.steps[0].words]).toEqual([
      'withdrawn',
      true,
      '你撤回了退款申请',
    ])
    expect(said(await decides(id, { agreed: true }))).toBe('REFUND_DECIDED')
    expect(said(await asks(orderId, { 西红柿: 1 }))).toBe('ok')
  })
})

describe('KF-21: what goes back is what these units were paid', () => {
  it('with every discount in it, and all units together give back the line to the fen', async () => {
    const eggs = await someGoods(db, store.id, { name: '鸡蛋', price_fen: 333 })
    const orderId = await takesHome(test, wang, store, owner, [{ ...eggs, quantity: 3 }])
    // as if a 满减 had left 10.00 of 9.99: the line paid 8.00 for three
    await db.updateTable('order_line').set({ paid_fen: 800, kept_fen: 800 }).where('order_id', '=', orderId).execute()
    const given: number[] = []
    for (const amount of [266, 267, 267]) {
      const heard = await asks(orderId, { 鸡蛋: 1 })
      expect(heard.body.fen).toBe(amount)
      expect(said(await decides(heard.body.id, { agreed: true }))).toBe('ok')
      given.push(amount)
    }
    expect(given.reduce((sum, one) => sum + one)).toBe(800)
    expect(said(await asks(orderId, { 鸡蛋: 1 }))).toBe('REFUND_TOO_MUCH')
    expect(await line(orderId, '鸡蛋')).toMatchObject({ refunded: 800, refundedQuantity: 3 })
    expect((await order(orderId)).may.askRefund).toBe(false)
    // the books were changed by hand above: only the sums of refunds are looked at here
    await db.updateTable('order_line').set({ paid_fen: 999, kept_fen: 999 }).where('order_id', '=', orderId).execute()
    expect(await disagreements(db)).toEqual([])
  })

  it('weighed goods give back what the scale said, shared over their units; what was light is back already', async () => {
    const fish = await someGoods(db, store.id, {
      name: '鲈鱼',
      sold_by: 'weight',
      unit: '条',
      unit_grams: 500,
      price_fen: 2000,
    })
    const orderId = await takesHome(test, wang, store, owner, [{ ...fish, quantity: 2, grams: 900 }])
    expect(await line(orderId, '鲈鱼')).toMatchObject({ paid: 4000, kept: 3600, refunded: 400 })
    const heard = await asks(orderId, { 鲈鱼: 1 })
    expect(heard.body.fen).toBe(1800)
    await decides(heard.body.id, { agreed: true })
    expect(await line(orderId, '鲈鱼')).toMatchObject({ refunded: 2200, refundedQuantity: 1 })
    expect(said(await asks(orderId, { 鲈鱼: 2 }))).toBe('REFUND_TOO_MUCH')
    const rest = await asks(orderId, { 鲈鱼: 1 })
    expect(rest.body.fen).toBe(1800)
    await decides(rest.body.id, { agreed: true })
    expect((await order(orderId)).refunded).toBe(4000)
    expect(await disagreements(db)).toEqual([])
  })

  it('units that were never handed over are not asked for a second time', async () => {
    const orderId = await takesHome(test, wang, store, owner, [{ ...tomato, quantity: 3, found: 1 }])
    expect(await line(orderId, '西红柿')).toMatchObject({ kept: 1000, refunded: 2000 })
    expect((await order(orderId)).may.askRefund).toBe(true)
    expect(said(await asks(orderId, { 西红柿: 2 }))).toBe('REFUND_TOO_MUCH')
    expect((await asks(orderId, { 西红柿: 1 })).body.fen).toBe(1000)
  })

  it('the same line twice in one request is one too many', async () => {
    const orderId = await threeTomatoes()
    const { id: lineId } = await line(orderId, '西红柿')
    const one = { lineId, quantity: 1 }
    const body = { reason: 'damaged', words: '', photoIds: [], lines: [one, one] }
    expect(said(await as(wang).post(fill(paths.orderRefunds, { orderId }), body))).toBe('REFUND_TOO_MUCH')
  })
})

describe('the store agrees', () => {
  it('and the money goes back the way it came, once; told when it is there', async () => {
    const orderId = await threeTomatoes()
    const { id } = (await asks(orderId, { 西红柿: 2 })).body
    clock.set(plus(NOON, HOUR))
    expect(said(await decides(id, { agreed: true, answer: '对不起，下次补你新鲜的' }))).toBe('ok')
    let mine = await order(orderId)
    expect(mine.requests[0]).toMatchObject({
      state: 'agreed',
      fen: 2000,
      given: 2000,
      answer: '对不起，下次补你新鲜的',
    })
    expect(mine.refunds).toMatchObject([{ fen: 2000, wechat: 2000, state: 'waiting', words: '售后退款：西红柿' }])
    expect(mine.steps[0].words).toBe('同意退款 ¥20：对不起，下次补你新鲜的')
    expect((await inbox()).map(({ kind }) => kind)).not.toContain('order-refunded')
    pay.answers.refundStatus = 'SUCCESS'
    await askRefunds(db, pay, clock.now)
    delete pay.answers.refundStatus
    mine = await order(orderId)
    expect([mine.refunded, mine.refunds[0].state, mine.may.askRefund]).toEqual([2000, 'done', true])
    expect((await inbox())[0]).toMatchObject({ kind: 'order-refunded', title: '退款 ¥20' })
    expect(await disagreements(db)).toEqual([])
  })

  it('to less than was asked, shared over the lines to the fen', async () => {
    const leek = await someGoods(db, store.id, { name: '韭菜', price_fen: 500 })
    const orderId = await takesHome(test, wang, store, owner, [
      { ...tomato, quantity: 1 },
      { ...leek, quantity: 1 },
    ])
    const { id } = (await asks(orderId, { 西红柿: 1, 韭菜: 1 })).body
    expect(said(await decides(id, { agreed: true, fen: 1501 }))).toBe('REFUND_TOO_MUCH')
    expect(said(await decides(id, { agreed: true, fen: 1000 }))).toBe('ok')
    expect([(await line(orderId, '西红柿')).refunded, (await line(orderId, '韭菜')).refunded]).toEqual([667, 333])
    expect((await order(orderId)).requests[0]).toMatchObject({ fen: 1500, given: 1000 })
    // these units are dealt with
    expect((await order(orderId)).may.askRefund).toBe(false)
    expect(await disagreements(db)).toEqual([])
  })

  it('what was paid from the balance is there at once, and said at once', async () => {
    await db.insertInto('balance').values({ resident_id: wang.id, fen: 5000 }).execute()
    await db
      .insertInto('balance_entry')
      .values({
        id: crypto.randomUUID(),
        resident_id: wang.id,
        kind: 'opening',
        delta_fen: 5000,
        once: `opening ${wang.id}`,
        at: new Date(NOON),
      })
      .execute()
    const orderId = await takesHome(test, wang, store, owner, [{ ...tomato, quantity: 3 }], { useBalance: true })
    const { id } = (await asks(orderId, { 西红柿: 1 })).body
    clock.advance(HOUR)
    await decides(id, { agreed: true })
    expect((await order(orderId)).refunds).toMatchObject([{ fen: 1000, balance: 1000, state: 'done' }])
    expect((await as(wang).get(paths.balance)).body.fen).toBe(3000)
    expect((await inbox())[0]).toMatchObject({ kind: 'order-refunded', title: '退款 ¥10' })
    expect(await disagreements(db)).toEqual([])
  })

  it('and nobody takes the hand-over back while a request waits, or once money went back', async () => {
    const orderId = await threeTomatoes()
    const { id } = (await asks(orderId, { 西红柿: 1 })).body
    const { id: handoverId } = await db
      .selectFrom('handover')
      .select('id')
      .where('order_id', '=', orderId)
      .executeTakeFirstOrThrow()
    const reverse = () =>
      as(manager).post(fill(paths.staffReverseHandover, { storeId: store.id, handoverId }), { reason: '交错人了' })
    expect(said(await reverse())).toBe('HANDOVER_SETTLED')
    expect(said(await decides(id, { agreed: true }))).toBe('ok')
    expect(said(await reverse())).toBe('HANDOVER_SETTLED')
    expect((await order(orderId)).state).toBe('collected')
  })
})

describe('the store declines', () => {
  it('says why, and the resident hears it', async () => {
    const orderId = await threeTomatoes()
    const { id } = (await asks(orderId, { 西红柿: 1 })).body
    clock.advance(HOUR)
    for (const answer of ['', '  ']) expect(said(await decides(id, { agreed: false, answer }))).toBe('INPUT_INVALID')
    expect(said(await decides(id, { agreed: false, answer: '照片里是别家的货' }))).toBe('ok')
    const decided = (await listed('decided')).requests.find((one: { id: string }) => one.id === id)
    expect(decided).toMatchObject({ state: 'declined', decidedBy: '周店长' })
    expect((await inbox())[0]).toMatchObject({
      kind: 'refund-declined',
      title: '退款申请没有通过',
      body: expect.stringContaining('照片里是别家的货'),
    })
    const mine = await order(orderId)
    expect([mine.refunded, mine.requests[0].state, mine.may.askRefund]).toEqual([0, 'declined', true])
    expect(mine.steps[0].words).toBe('退款没有通过：照片里是别家的货')
  })
})

describe('who decides', () => {
  it('two managers at once: one decides, the other hears it; nothing is given twice', async () => {
    const orderId = await threeTomatoes()
    const { id } = (await asks(orderId, { 西红柿: 2 })).body
    const other = await aStaffMember(db, store.id, 'manager')
    const heard = await Promise.all([
      decides(id, { agreed: true }),
      decides(id, { agreed: true, fen: 500 }, { who: other }),
      decides(id, { agreed: false, answer: '不退' }, { who: owner }),
    ])
    expect(tally(heard)).toEqual({ ok: 1, REFUND_DECIDED: 2 })
    const [request] = (await order(orderId)).requests
    expect((await order(orderId)).refunded).toBe(request.given ?? 0)
    const audited = await db.selectFrom('audit_log').select('action').where('subject', '=', id).execute()
    expect(audited).toEqual([{ action: 'refund.decided' }])
    expect(await disagreements(db)).toEqual([])
  })

  it('a resident who withdraws against a manager who agrees: one of both, and neither waits for ever', async () => {
    for (let round = 0; round < 5; round++) {
      const orderId = await threeTomatoes()
      const { id } = (await asks(orderId, { 西红柿: 1 })).body
      const heard = await Promise.all([
        decides(id, { agreed: true }),
        withdraws(orderId, id),
        asks(orderId, { 西红柿: 1 }),
      ])
      expect(tally(heard.slice(0, 2))).toEqual({ ok: 1, REFUND_DECIDED: 1 })
      expect(await disagreements(db)).toEqual([])
    }
  })

  it('beyond ¥200 an order an owner does, however it is cut into pieces', async () => {
    const ham = await someGoods(db, store.id, { name: '火腿', price_fen: 15_000 })
    const orderId = await takesHome(test, wang, store, owner, [{ ...ham, quantity: 2 }])
    const all = (await asks(orderId, { 火腿: 2 })).body
    const heard = await decides(all.id, { agreed: true })
    expect([heard.status, said(heard), heard.body.error.message]).toEqual([
      403,
      'REFUND_NEEDS_OWNER',
      '一笔订单退款超过 ¥200，要老板来决定',
    ])
    expect(said(await decides(all.id, { agreed: true, fen: 20_001 }))).toBe('REFUND_NEEDS_OWNER')
    await withdraws(orderId, all.id)
    const half = (await asks(orderId, { 火腿: 1 })).body
    expect(said(await decides(half.id, { agreed: true }))).toBe('ok')
    const rest = (await asks(orderId, { 火腿: 1 })).body
    expect(said(await decides(rest.id, { agreed: true }))).toBe('REFUND_NEEDS_OWNER')
    expect((await listed('asked')).requests.map(({ id }: { id: string }) => id)).toContain(rest.id)
    expect(said(await decides(rest.id, { agreed: true }, { who: owner }))).toBe('ok')
    expect((await order(orderId)).refunded).toBe(30_000)
  })

  it('nobody about their own', async () => {
    const orderId = await takesHome(test, manager as never, store, owner, [{ ...tomato, quantity: 1 }])
    const mine = (await order(orderId, manager as never)).lines[0].id
    const body = { reason: 'other', words: '', photoIds: [], lines: [{ lineId: mine, quantity: 1 }] }
    const { id } = (await as(manager).post(fill(paths.orderRefunds, { orderId }), body)).body
    expect(said(await decides(id, { agreed: true }))).toBe('REFUND_OWN')
    expect(said(await decides(id, { agreed: true }, { who: owner }))).toBe('ok')
  })

  it('not a clerk, and not another store', async () => {
    const orderId = await threeTomatoes()
    const { id } = (await asks(orderId, { 西红柿: 1 })).body
    const elsewhere = await aStore(db)
    const stranger = await aStaffMember(db, elsewhere.id, 'owner')
    expect(said(await decides(id, { agreed: true }, { who: clerk }))).toBe('NOT_ALLOWED')
    expect(said(await decides(id, { agreed: true }, { who: stranger }))).toBe('NOT_ALLOWED')
    expect(said(await decides(id, { agreed: true }, { who: stranger, storeId: elsewhere.id }))).toBe(
      'REFUND_REQUEST_NOT_FOUND',
    )
  })
})

it('a list of requests goes page by page, none twice and none left out', async () => {
  const shop = await anOpenStore(db)
  const boss = await aStaffMember(db, shop.id, 'owner')
  const goods = await someGoods(db, shop.id, { name: '葱', price_fen: 100, stock: 1000 })
  const asked: string[] = []
  for (let n = 0; n < 23; n++) {
    const orderId = await takesHome(test, wang, shop, boss, [goods])
    asked.push((await asks(orderId, { 葱: 1 })).body.id)
  }
  for (const state of ['asked', 'decided'] as const) {
    const seen: string[] = []
    let next: string | null = null
    do {
      const url: string = `${fill(paths.staffRefundRequests, { storeId: shop.id })}?state=${state}`
      const { body } = await as(boss).get(next === null ? url : `${url}&after=${next}`)
      seen.push(...body.requests.map(({ id }: { id: string }) => id))
      next = body.next
    } while (next !== null)
    expect([...seen].sort()).toEqual([...asked].sort())
    for (const requestId of asked)
      await decides(requestId, { agreed: false, answer: '不退' }, { who: boss, storeId: shop.id })
  }
})
