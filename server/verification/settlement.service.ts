import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { ConflictsAnswer, SettleAnswer, SettleBody } from '../../src/contract/staff-order'
import { isQrWindowGood, readCodeText } from '../../src/domain/pickup/code'
import { doubtInstant } from '../../src/domain/pickup/offline'
import { DAY, type Instant, plus } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { once, recall } from '../idempotency/idempotency.service'
import type { Keys } from '../keys'
import { lockOrder } from '../order/move'
import { audit } from '../staff/audit'
import * as conflicts from './conflict.repository'
import * as handovers from './handover.repository'
import { judgeList } from './offline-list.service'
import * as orders from './order-card.repository'
import { collectOrder, refuseOrder, whenAndWhere } from './order-handover.service'
import { readSignedOrderQr } from './order-qr'

export type Settle = {
  readonly storeId: string
  readonly staffId: string
  readonly handovers: SettleBody['handovers']
  readonly now: Instant
  readonly requestId: string
}
type Told = SettleBody['handovers'][number]
type Result = SettleAnswer['results'][number]

/**
 * Takes in what a till handed over without the network. Each is settled by itself, in a transaction of its own: it is collected as of
 * the instant when it happened, or kept as a conflict for a manager; told again, in whatever company, it is answered the same. So
 * nothing is lost when this process dies half way, and the key is written last.
 */
export async function settle(
  db: Db,
  keys: Keys,
  ask: Settle,
  key: { actor: string; key: string; request: string },
): Promise<SettleAnswer | Refusal> {
  const asked = { ...key, now: ask.now }
  const before = await recall<SettleAnswer>(db, asked)
  if (before) return before
  const results: Result[] = []
  for (const told of ask.handovers) results.push(await settleOne(db, keys, ask, told))
  return once<SettleAnswer>(db, asked, async () => ({ results }))
}

async function settleOne(db: Db, keys: Keys, ask: Settle, told: Told): Promise<Result> {
  const at = told.at as Instant
  const named = { storeId: ask.storeId, staffId: ask.staffId, till: told.till, code: told.code, at }
  const answer = (why: string | null): Result => ({
    orderId: told.orderId,
    at,
    outcome: why === null ? 'settled' : 'conflict',
    words: why ?? '',
  })
  return db.transaction().execute(async (tx) => {
    const code = readOrderCode(keys, told)
    // Told twice at once, the second waits here for what became of the first.
    if (typeof code !== 'string') await lockOrder(tx, code.orderId)
    const before = await conflicts.whyBefore(tx, named)
    if (before !== null) return answer(before)
    if (typeof code !== 'string' && (await handovers.isKnown(tx, { ...named, orderId: code.orderId })))
      return answer(null)
    const doubt = typeof code === 'string' ? code : doubtTold(keys, ask, told, code.window)
    const why = doubt ?? (await collect(tx, ask, told))
    if (why === null) return answer(null)
    const orderId = typeof code === 'string' ? null : await knownOrder(tx, code.orderId)
    const conflictId = await conflicts.keep(tx, named, { orderId, why, heardAt: ask.now })
    if (conflictId === null) return answer((await conflicts.whyBefore(tx, named)) ?? why)
    await audit(tx, {
      at: ask.now,
      staffId: ask.staffId,
      storeId: ask.storeId,
      action: 'handover.conflicted',
      subject: conflictId,
      before: null,
      after: { orderId, till: told.till, happenedAt: at, why },
      requestId: ask.requestId,
    })
    return answer(why)
  })
}

/** The order a code names, when we signed it for the order that was told; else why it is none. */
function readOrderCode(keys: Keys, told: Told): { orderId: string; window: number } | string {
  const read = readCodeText(told.code)
  if (read?.method === 'digits') return '数字不能离线核对，没有扫到二维码'
  const qr = read?.of === 'order' ? readSignedOrderQr(keys, read.body) : null
  if (!qr) return '二维码不是本店签发的'
  return qr.orderId === told.orderId ? qr : '二维码和订单对不上'
}

/** Why what was told is not believed, whatever the order is now; `null` when it is. */
function doubtTold(keys: Keys, ask: Settle, told: Told, window: number): string | null {
  const at = told.at as Instant
  const doubt = doubtInstant(at, ask.now)
  if (doubt === 'ahead') return '交货时间在现在之后，手机的时间不对'
  if (doubt === 'too-old') return '交货超过 24 小时才联网，请核对货和订单'
  if (!isQrWindowGood(window, at)) return '扫码的时候，二维码已经过期'
  const list = judgeList(keys, ask.storeId, told.list, at)
  if (list === 'forged') return '核对用的名单不是本店的'
  return list === 'ended' ? '核对用的名单当时不能用' : null
}

/** Collects the order as of when it happened; says why when it could not be. */
async function collect(tx: Tx, ask: Settle, told: Told): Promise<string | null> {
  const here = { storeId: ask.storeId, staffId: ask.staffId, till: told.till, now: ask.now }
  const order = await orders.findOrder(tx, told.orderId)
  const refusal = await refuseOrder(tx, order, 'qr', here)
  if (refusal) return whyRefused(tx, told.orderId, refusal, here)
  const { orderId, till } = told
  const collected = await collectOrder(tx, { ...ask, orderId, till, method: 'offline', at: told.at as Instant })
  if (isRefusal(collected)) throw new Error(`Order ${orderId} moved although it was locked`)
  return null
}

/** A refusal as it is read afterwards: the goods are gone, somebody has to look into it. */
async function whyRefused(
  tx: Tx,
  orderId: string,
  { refused }: Refusal,
  here: { storeId: string; now: Instant },
): Promise<string> {
  switch (refused) {
    case 'ORDER_COLLECTED': {
      const before = await handovers.inForce(tx, orderId)
      if (!before) return '已经交过货'
      const { at, till } = whenAndWhere(before, here)
      return `已于 ${at} 由 ${till}交货`
    }
    case 'ORDER_REFUNDED':
      return '订单已取消退款'
    case 'ORDER_WRONG_STORE':
      return '订单不在本店取'
    case 'ORDER_IS_DELIVERY':
      return '订单是送到家的'
    default:
      return '订单还没备好'
  }
}

const knownOrder = async (tx: Tx, orderId: string): Promise<string | null> =>
  (await orders.findOrder(tx, orderId))?.orderId ?? null

/** What is still to be looked into, and what was resolved within the last day. */
export async function openConflicts(
  db: Db,
  { storeId, now }: { storeId: string; now: Instant },
): Promise<ConflictsAnswer> {
  return { conflicts: await conflicts.listOf(db, storeId, plus(now, -DAY)) }
}

/** A manager has looked into it and says what came of it. */
export async function resolveConflict(
  tx: Tx,
  ask: {
    conflictId: string
    storeId: string
    staffId: string
    resolution: string
    now: Instant
    requestId: string
  },
): Promise<{ done: true } | Refusal> {
  const { conflictId, storeId, staffId, now } = ask
  const resolution = ask.resolution.trim()
  const resolved = await conflicts.resolve(tx, { conflictId, storeId, staffId, resolution, now })
  if (!resolved)
    return refuse((await conflicts.exists(tx, conflictId, storeId)) ? 'CONFLICT_RESOLVED' : 'CONFLICT_NOT_FOUND')
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'conflict.resolved',
    subject: conflictId,
    before: { why: resolved.why },
    after: { resolution },
    requestId: ask.requestId,
  })
  return { done: true }
}
