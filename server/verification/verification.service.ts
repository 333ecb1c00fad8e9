import { v7 as uuid } from 'uuid'
import type {
  CouponPreview,
  CouponVerified,
  OrderVerified,
  PreviewAnswer,
  VerifyAnswer,
} from '../../src/contract/staff'
import { isRefusal, type Refusal, refuse, sentenceOf } from '../../src/contract/errors'
import { refuseAtCounter } from '../../src/domain/coupon/coupon'
import { readCodeText } from '../../src/domain/pickup/code'
import { REVERSAL_HOURS } from '../../src/domain/pickup/verification'
import { clockWords, HOUR, type Instant, inWords, plus, storeDay } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { once } from '../idempotency/idempotency.service'
import type { Keys } from '../keys'
import { lockOrder } from '../order/move'
import { audit } from '../staff/audit'
import { type CouponRead, type OrderRead, readCode } from './code.service'
import { guarded } from './guessing.service'
import { collectOrder, orderCard, refuseOrder } from './order-handover.service'
import * as orders from './order-card.repository'
import * as verifications from './verification.repository'

/** A code brought to a counter, and who stands behind it. */
export type AtCounter = {
  readonly code: string
  readonly storeId: string
  readonly staffId: string
  readonly now: Instant
  readonly requestId: string
}
type Confirmed = AtCounter & { readonly till: string; readonly alsoCouponIds?: readonly string[] }

const isTyped = (code: string): boolean => readCodeText(code)?.method === 'digits'

/** How staff see a resident: not at all by name, and still told apart. */
export const masked = (shareCode: string): string => `微信用户 · ${shareCode.slice(0, 4).toUpperCase()}`

const cardOf = (card: verifications.CardAtCounter): CouponPreview => ({
  kind: 'coupon',
  couponId: card.couponId,
  title: card.title,
  value: card.value,
  benefit: card.benefit,
  holder: masked(card.holderShareCode),
  usableUntil: card.coupon.usable.closesAt,
})

/** What a code would be handed over for, or why not. Changes nothing but the count of typed misses. */
export async function preview(db: Db, keys: Keys, ask: AtCounter): Promise<PreviewAnswer | Refusal> {
  const look = async (on: Db): Promise<PreviewAnswer | Refusal> => {
    const code = await readCode(on, keys, ask.code, ask.now)
    if (isRefusal(code)) return code
    if (code.kind === 'order') return previewOrder(on, code, ask)
    const card = await verifications.findCard(on, code.couponId)
    return (await refusalOf(on, card, code, ask)) ?? cardOf(card!)
  }
  if (!isTyped(ask.code)) return look(db)
  return db.transaction().execute((tx) => guarded(tx, ask, ask, () => look(tx)))
}

async function previewOrder(db: Db, code: OrderRead, ask: AtCounter): Promise<PreviewAnswer | Refusal> {
  const order = await orders.findOrder(db, code.orderId)
  const refusal = await refuseOrder(db, order, code.method, ask)
  if (refusal) return refusal
  const { residentId } = order!
  return {
    ...(await orderCard(db, order!)),
    alsoHas: residentId === null ? [] : await orders.couponsAlong(db, residentId, ask),
  }
}

/**
 * Hands over for a code: the coupon is used up, or the order collected, once, with the record of it and its audit line. The same key
 * gets the same answer. A refusal here has changed nothing, so it is kept as an answer of the key together with the miss it may count.
 */
export async function verify(
  db: Db,
  keys: Keys,
  ask: Confirmed,
  key: { actor: string; key: string; request: string },
): Promise<VerifyAnswer | Refusal> {
  const kept = await once(db, { ...key, now: ask.now }, async (tx) => {
    const work = () => handOver(tx, keys, ask)
    return { verdict: isTyped(ask.code) ? await guarded(tx, ask, ask, work) : await work() }
  })
  return isRefusal(kept) ? kept : kept.verdict
}

async function handOver(tx: Tx, keys: Keys, ask: Confirmed): Promise<VerifyAnswer | Refusal> {
  const code = await readCode(tx, keys, ask.code, ask.now)
  if (isRefusal(code)) return code
  if (code.kind === 'order') return handOverOrder(tx, code, ask)
  return handOverCoupon(tx, code, ask)
}

async function handOverCoupon(tx: Tx, code: CouponRead, ask: Confirmed): Promise<CouponVerified | Refusal> {
  const { now, staffId, storeId, till } = ask
  const verificationId = uuid()
  const moved = await verifications.handOver(tx, { ...code, verificationId, storeId, staffId, till }, now)
  const card = await verifications.findCard(tx, code.couponId)
  // When nothing speaks against it any more, a manager reversed it in this very moment: the code is shown anew.
  if (!moved) return (await refusalOf(tx, card, code, ask)) ?? refuse('CODE_STALE')
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'coupon.verified',
    subject: code.couponId,
    before: { state: 'held' },
    after: { state: 'used', verificationId, till, method: code.method },
    requestId: ask.requestId,
  })
  return { ...cardOf(card!), verificationId, at: now, till }
}

async function handOverOrder(tx: Tx, code: OrderRead, ask: Confirmed): Promise<OrderVerified | Refusal> {
  const { now, till } = ask
  // Whoever else is about it waits here, and then reads who was quicker. Order, coupons, stock: as everywhere, so that nobody waits in
  // a circle.
  await lockOrder(tx, code.orderId)
  const order = await orders.findOrder(tx, code.orderId)
  const refusal = await refuseOrder(tx, order, code.method, ask)
  if (refusal) return refusal
  const { residentId } = order!
  const also = residentId === null ? [] : await alongWith(tx, residentId, code, ask)
  const collected = await collectOrder(tx, { ...ask, orderId: code.orderId, method: code.method, at: now })
  if (isRefusal(collected)) throw new Error(`Order ${code.orderId} moved although it was locked`)
  return { ...(await orderCard(tx, order!)), handoverId: collected.handoverId, at: now, till, also }
}

/**
 * Coupons of the resident whose order it is, each handed over by its own conditional statement with its own record: the code of the
 * order has proved that they are here. What is refused of them is said, and undoes nothing.
 */
async function alongWith(
  tx: Tx,
  residentId: string,
  { method }: OrderRead,
  ask: Confirmed,
): Promise<OrderVerified['also']> {
  const also: OrderVerified['also'] = []
  // In one order for everybody: two counters with the same coupons do not wait for each other in a circle.
  for (const couponId of [...new Set(ask.alsoCouponIds)].sort()) {
    const card = await verifications.findCard(tx, couponId)
    if (card?.holderId !== residentId) continue // nobody else's business: as if it had not been named
    const code = { kind: 'coupon', couponId, hops: card.coupon.hops, method } as const
    const handed = await handOverCoupon(tx, code, ask)
    also.push({
      couponId,
      title: card.title,
      value: card.value,
      benefit: card.benefit,
      verificationId: isRefusal(handed) ? null : handed.verificationId,
      words: isRefusal(handed) ? sentenceOf(handed) : '',
    })
  }
  return also
}

/** Why this store does not hand over for a code; `null` when it does. Reasons about coupons of other stores need a scan. */
async function refusalOf(
  db: Db,
  card: verifications.CardAtCounter | null,
  code: CouponRead,
  { now, staffId, storeId, till }: AtCounter & { till?: string },
): Promise<Refusal | null> {
  if (!card) return refuse('CODE_UNKNOWN')
  const { coupon, terms } = card
  if (!terms.storeIds.includes(storeId)) {
    // Digits can be guessed, a signed QR cannot: typing answers as if there were no such coupon (KF-12).
    if (code.method === 'digits') return refuse('CODE_UNKNOWN')
    const names = await verifications.storeNames(db, terms.storeIds)
    return refuse('COUPON_WRONG_STORE', { storeIds: terms.storeIds }, { stores: names.join('、') })
  }
  if (coupon.hops !== code.hops) return refuse(code.method === 'digits' ? 'CODE_UNKNOWN' : 'CODE_STALE')
  const refusal = refuseAtCounter(coupon, terms, storeId, now)
  if (refusal?.code === 'COUPON_USED') return alreadyVerified(db, card.couponId, { now, staffId, storeId, till })
  if (!refusal) return null
  const { code: refused, ...facts } = refusal
  return refuse(refused, facts)
}

/** Who handed over already, in words a clerk can act on: 已于 10:32 由 3 号台核销. `by` tells one's own till from others. */
async function alreadyVerified(
  db: Db,
  couponId: string,
  here: { now: Instant; staffId: string; storeId: string; till: string | undefined },
): Promise<Refusal> {
  const before = await verifications.inForce(db, couponId)
  if (!before) return refuse('COUPON_USED')
  const { at, till } = before
  const by = before.staffId === here.staffId && (here.till ?? till) === till ? 'you' : 'another'
  return refuse(
    'ALREADY_VERIFIED',
    { at, till, by },
    {
      at: storeDay(at) === storeDay(here.now) ? clockWords(at) : inWords(at),
      till: before.storeId === here.storeId ? till : `${before.storeName} ${till}`,
    },
  )
}

export type Reverse = {
  readonly verificationId: string
  readonly storeId: string
  readonly staffId: string
  readonly reason: string
  readonly now: Instant
  readonly requestId: string
}

/** Takes a wrong verification back within 2 hours: the coupon is the holder's again, with its own window. */
export async function reverse(tx: Tx, ask: Reverse): Promise<{ done: true } | Refusal> {
  const { verificationId, storeId, staffId, now } = ask
  const reason = ask.reason.trim()
  const verifiedAfter = plus(now, -REVERSAL_HOURS * HOUR)
  const reversed = await verifications.reverse(tx, { verificationId, storeId, staffId, reason, verifiedAfter }, now)
  if (!reversed) {
    const before = await verifications.isReversed(tx, verificationId, storeId)
    if (before === null) return refuse('VERIFICATION_NOT_FOUND')
    return before ? refuse('ALREADY_REVERSED') : refuse('REVERSAL_TOO_LATE', { hours: REVERSAL_HOURS })
  }
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'verification.reversed',
    subject: verificationId,
    before: { state: 'used', couponId: reversed.couponId, till: reversed.till, verifiedBy: reversed.staffId },
    after: { state: 'held', reason },
    requestId: ask.requestId,
  })
  return { done: true }
}
