import { runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { runnerOptions } from '../../../server/jobs/jobs'
import { callOrderPushes, pickUpLostPushes, sendPush } from '../../../server/reminder/push.service'
import { type OrderTold, tellOrder } from '../../../server/reminder/order.service'
import { fill, paths } from '../../../src/contract/paths'
import { HOUR, instant, type Instant, MINUTE, plus } from '../../../src/domain/time'
import { NOON, templates } from '../../support/app'
import { aResident, aStaffMember, type Resident } from '../../support/factories'
import { aReadyOrder, type PackedOrder } from '../../support/factories-mall'
import { remindingApp } from './reminding'

const app = await remindingApp()
const { db, database, clock, wechat, pay, as, inbox, pushes, jobs, creditsLeft, sendAll, store } = app
const owner = await aStaffMember(db, store.id, 'owner')
const quiet = () => undefined
const outside = {
  database,
  clock,
  wechat,
  pay,
  templates,
  logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
}

let wang: Resident
let order: PackedOrder
beforeEach(async () => {
  wang = await aResident(db)
  order = await aReadyOrder(db, store.id, { resident: wang })
})

const yes = (times = 1) => app.consent(wang, 'order', times)
const READY: OrderTold = { kind: 'order-ready', fulfilment: 'pickup', slot: null }
const tell = (told: OrderTold = READY, now: Instant = clock.now(), once?: string) =>
  db.transaction().execute((tx) => tellOrder(tx, { orderId: order.id, told, now, ...(once && { once }) }))
const becomes = (state: 'ready' | 'delivering' | 'delivered' | 'collected' | 'cancelled', over: object = {}) =>
  db
    .updateTable('shop_order')
    .set({
      state,
      ended_at: ['delivered', 'collected', 'cancelled'].includes(state) ? new Date(clock.now()) : null,
      ...over,
    })
    .where('id', '=', order.id)
    .execute()
const stateOfPush = async (): Promise<string[]> => (await pushes()).map(({ state }) => state)
const at = (time: string): Instant => instant(`2026-06-01T${time}+08:00`)

describe('a message about an order', () => {
  it('with a consent rings once and stands in the inbox, where it opens the order', async () => {
    await yes()
    await tell()
    await tell()
    const page = `packages/order/detail/index?orderId=${order.id}`
    expect(await inbox(wang)).toMatchObject([{ kind: 'order-ready', title: '备好了，来取吧', page, read: false }])
    await sendAll()
    await sendAll()
    expect(wechat.sent).toEqual([
      {
        openid: wang.openid,
        templateId: templates.order,
        page,
        data: {
          character_string1: order.number,
          phrase2: '备好了',
          thing3: '威宁广场店',
          thing4: '来店里出示提货码就能取',
        },
      },
    ])
    expect([await stateOfPush(), await creditsLeft(wang, 'order')]).toEqual([['sent'], 0])
  })

  it('KF-37: without a consent it stands in the inbox and no phone is tried; one for other things is none for this', async () => {
    await app.consent(wang, 'coupon-ending')
    await app.consent(wang, 'opening')
    await tell()
    expect([(await inbox(wang)).length, await pushes()]).toEqual([1, []])
  })

  it('KF-37: one consent is one ring: two messages before either was sent ring once', async () => {
    await yes()
    await tell({ kind: 'order-question', missing: '鲈鱼', instead: '鲫鱼' }, NOON, 'order-question:1')
    await db.updateTable('order_line').set({ consent: 'asked' }).where('order_id', '=', order.id).execute()
    await tell()
    await sendAll()
    expect([wechat.sent.length, (await stateOfPush()).sort()]).toEqual([1, ['no-credit', 'sent']])
  })

  it('KF-37: when WeChat counts none left, the ledger is put right and nothing is tried again', async () => {
    await yes(2)
    wechat.answers.send = { outcome: 'no-consent', errcode: 43101 }
    await tell()
    await sendAll()
    await sendAll()
    expect([wechat.sent.length, await creditsLeft(wang, 'order')]).toEqual([1, 0])
  })

  it('stands and falls with the fact', async () => {
    await yes()
    const broken = db.transaction().execute(async (tx) => {
      await tellOrder(tx, { orderId: order.id, told: READY, now: NOON })
      throw new Error('undone')
    })
    await expect(broken).rejects.toThrow('undone')
    expect([await inbox(wang), await pushes()]).toEqual([[], []])
  })

  it('is marked as read like any other', async () => {
    await tell()
    const [{ id }] = await inbox(wang)
    await as(wang).post(paths.inboxRead, { messageIds: [id] })
    expect((await inbox(wang))[0].read).toBe(true)
  })
})

describe('what a phone rings for', () => {
  const cases: [string, OrderTold, 'staff' | 'resident' | null, boolean][] = [
    ['packed for pickup', READY, null, true],
    ['packed for delivery: the courier comes later', { ...READY, fulfilment: 'delivery' }, null, false],
    ['brought back from the door', { ...READY, fulfilment: 'delivery', broughtBack: '家里没人' }, null, true],
    ['the courier on the way', { kind: 'order-on-its-way' }, null, true],
    ['left at the door', { kind: 'order-delivered' }, null, true],
    ['a question', { kind: 'order-question', missing: '鲈鱼', instead: '鲫鱼' }, null, true],
    ['cancelled by the store', { kind: 'order-cancelled', reason: '门店取消：缺货', refund: '¥7.8' }, 'staff', true],
    [
      'cancelled by oneself',
      { kind: 'order-cancelled', reason: '已按你的意思取消', refund: '¥7.8' },
      'resident',
      false,
    ],
    ['placed', { kind: 'order-placed', slot: null, fulfilment: 'pickup' }, null, false],
    ['collected', { kind: 'order-collected', at: NOON }, null, false],
    ['money back', { kind: 'order-refunded', amount: '¥1', why: '' }, null, false],
    ['a request declined', { kind: 'refund-declined', answer: '不退' }, null, false],
  ]
  it.each(cases)('%s', async (_what, told, endedBy, rings) => {
    await yes()
    await db.updateTable('shop_order').set({ ended_by: endedBy }).where('id', '=', order.id).execute()
    await tell(told)
    expect([(await inbox(wang)).length, (await pushes()).length]).toEqual([1, rings ? 1 : 0])
  })
})

describe('what is no longer so is not rung', () => {
  it.each([
    ['packed', READY, 'collected'],
    ['on the way', { kind: 'order-on-its-way' }, 'delivered'],
    ['cancelled', { kind: 'order-cancelled', reason: '缺货', refund: null }, 'ready'],
    ['a question', { kind: 'order-question', missing: '鲈鱼', instead: '鲫鱼' }, 'ready'],
  ] as [string, OrderTold, 'ready'][])('%s, and %o has become %s', async (_what, told, state) => {
    await yes()
    await tell(told)
    await becomes(state)
    await sendAll()
    expect([wechat.sent, await stateOfPush(), await creditsLeft(wang, 'order')]).toEqual([[], ['dropped'], 1])
  })

  it('a courier who set out two hours ago is no news', async () => {
    await yes()
    await tell({ kind: 'order-on-its-way' })
    await becomes('delivering')
    clock.set(plus(NOON, 2 * HOUR))
    await sendAll()
    expect([wechat.sent, await stateOfPush()]).toEqual([[], ['dropped']])
  })
})

describe('the night', () => {
  it('packed at 22:00 rings at 7:00; at 7:00 sharp at once', async () => {
    await yes(2)
    clock.set(at('22:00:00'))
    await tell()
    const morning = instant('2026-06-02T07:00:00+08:00')
    expect((await pushes())[0]!.due_at.getTime()).toBe(morning)
    await sendAll()
    expect(wechat.sent).toEqual([])
    clock.set(morning)
    await sendAll()
    expect(wechat.sent).toHaveLength(1)
  })

  it('packed at 21:59 and late in the queue waits for 7:00 like one that was packed at night', async () => {
    await yes()
    clock.set(at('21:59:59'))
    await tell()
    clock.set(at('22:00:00'))
    await sendAll()
    expect((await pushes()).map(({ state, due_at }) => [state, due_at.getTime()])).toEqual([
      ['waiting', instant('2026-06-02T07:00:00+08:00')],
    ])
  })

  it('a courier on the way and a picker who asks ring at any hour', async () => {
    await yes()
    clock.set(at('22:30:00'))
    await tell({ kind: 'order-on-its-way' })
    await becomes('delivering')
    await sendAll()
    expect(wechat.sent).toMatchObject([{ data: { phrase2: '配送中' } }])
  })
})

describe('requests know no queue: a minute gives their pushes a place in it', () => {
  it('when they are due, with the resident’s own queue, and again without piling up', async () => {
    await yes()
    await tell()
    expect(await jobs()).toEqual([])
    expect(await callOrderPushes(db, plus(NOON, -1))).toEqual({ called: 0 })
    for (const minute of [0, 1, 2])
      expect(await callOrderPushes(db, plus(NOON, minute * MINUTE))).toEqual({ called: 1 })
    expect(await jobs()).toMatchObject([{ task_identifier: 'send-push', queue_name: `push:${wang.id}` }])
  })

  it('the whole way: packed over the API, rung by the runner, once, also after lost jobs were called again', async () => {
    await yes(3)
    await becomes('ready')
    await db.updateTable('shop_order').set({ state: 'picking', ready_at: null }).where('id', '=', order.id).execute()
    const done = await as(owner).post(fill(paths.staffReady, { storeId: store.id, orderId: order.id }))
    expect(done.status).toBe(200)
    for (let minute = 0; minute < 3; minute++) {
      clock.set(plus(NOON, minute * MINUTE))
      await sql`select graphile_worker.add_job('call-order-pushes')`.execute(db)
      await runOnce(runnerOptions(outside))
    }
    clock.set(plus(NOON, 20 * MINUTE))
    await pickUpLostPushes(db, clock.now())
    await runOnce(runnerOptions(outside))
    expect(wechat.sent).toMatchObject([{ openid: wang.openid, data: { phrase2: '备好了' } }])
    expect(await creditsLeft(wang, 'order')).toBe(2)
  })

  it('two processes that send the same push at once ring once', async () => {
    await yes(2)
    await tell()
    const [{ id } = { id: '' }] = await pushes()
    await Promise.all(Array.from({ length: 5 }, () => sendPush({ db, wechat, templates }, id, clock.now)))
    expect([wechat.sent.length, await creditsLeft(wang, 'order')]).toEqual([1, 1])
  })

  it('an order whose customer we do not know tells nobody', async () => {
    await db.updateTable('shop_order').set({ resident_id: null }).where('id', '=', order.id).execute()
    await tell()
    expect(await db.selectFrom('inbox_message').select('id').execute()).toEqual([])
  })
})
