import { v7 as uuid } from 'uuid'
import type { PreviewAnswer, VerificationsAnswer, VerifyAnswer } from '../../src/contract/staff'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { refuseAtCounter } from '../../src/domain/coupon/coupon'
import { readCodeText } from '../../src/domain/pickup/code'
import { REVERSAL_HOURS } from '../../src/domain/pickup/verification'
import { clockWords, HOUR, type Instant, inWords, plus, startOfStoreDay, storeDay } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import { once } from '../idempotency/idempotency.service'
import type { Keys } from '../keys'
import { audit } from '../staff/audit'
import { type ReadCode, readCode } from './code.service'
import { guarded } from './guessing.service'
import * as verifications from './verification.repository'

/** A code brought to a counter, and who stands behind it. */
export type AtCounter = {
  readonly code: string
  readonly storeId: string
  readonly staffId: string
  readonly now: Instant
  readonly requestId: string
}

const isTyped = (code: string): boolean => readCodeText(code)?.method === 'digits'

/** How staff see a resident: not at all by name, and still told apart. */
const masked = (shareCode: string): string => `微信用户 · ${shareCode.slice(0, 4).toUpperCase()}`

const cardOf = (card: verifications.CardAtCounter): PreviewAnswer => ({
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
    const card = await verifications.findCard(on, code.couponId)
    return (await refusalOf(on, card, code, ask)) ?? cardOf(card!)
  }
  if (!isTyped(ask.code)) return look(db)
  return db.transaction().execute((tx) => guarded(tx, ask, ask, () => look(tx)))
}

/**
 * Hands over for a code: the coupon is used up, once, with the record of it and its audit line. The same key gets the same
 * answer. A refusal here has changed nothing, so it is kept as an answer of the key together with the miss it may count.
 */
export async function verify(
  db: Db,
  keys: Keys,
  ask: AtCounter & { till: string },
  key: { actor: string; key: string; request: string },
): Promise<VerifyAnswer | Refusal> {
  const kept = await once(db, { ...key, now: ask.now }, async (tx) => {
    const work = () => handOver(tx, keys, ask)
    return { verdict: isTyped(ask.code) ? await guarded(tx, ask, ask, work) : await work() }
  })
  return isRefusal(kept) ? kept : kept.verdict
}

async function handOver(tx: Tx, keys: Keys, ask: AtCounter & { till: string }): Promise<VerifyAnswer | Refusal> {
  const { now, staffId, storeId, till } = ask
  const code = await readCode(tx, keys, ask.code, now)
  if (isRefusal(code)) return code
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

/** Why this store does not hand over for a code; `null` when it does. Reasons about coupons of other stores need a scan. */
async function refusalOf(
  db: Db,
  card: verifications.CardAtCounter | null,
  code: ReadCode,
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

const PAGE = 50

/** What the store has verified today (its own day), latest first, 50 a page; an `after` that we did not make starts at the beginning. */
export async function today(
  db: Db,
  ask: { storeId: string; after?: string; now: Instant },
): Promise<VerificationsAnswer> {
  const since = startOfStoreDay(storeDay(ask.now))
  const rows = await verifications.listOf(db, ask.storeId, { since, after: readCursor(ask.after), size: PAGE + 1 })
  const shown = rows.slice(0, PAGE)
  const last = rows.length > PAGE ? shown.at(-1) : undefined
  return {
    verifications: shown.map(({ holderShareCode, ...row }) => ({ ...row, holder: masked(holderShareCode) })),
    next: last ? writeCursor(last) : null,
  }
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
