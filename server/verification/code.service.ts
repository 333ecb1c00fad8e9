import { randomInt } from 'node:crypto'
import type { CouponCodeAnswer } from '../../src/contract/coupon'
import { type Refusal, refuse } from '../../src/contract/errors'
import {
  DIGITS_LAST,
  DIGITS_SHOWN_AGAIN,
  isQrWindowGood,
  qrText,
  qrWindowSpan,
  qrWindowsToIssue,
  readCodeText,
} from '../../src/domain/pickup/code'
import { type Instant, plus } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { bytesUuid, type Keys, uuidBytes } from '../keys'
import * as codes from './code.repository'
import { readSignedOrderQr, signedOrderQr } from './order-qr'

/** A code that names a coupon. `hops`: in which hand the coupon was when the code was shown. */
export type CouponRead = {
  readonly kind: 'coupon'
  readonly couponId: string
  readonly hops: number
  readonly method: 'qr' | 'digits'
}
/** A code that names an order. */
export type OrderRead = { readonly kind: 'order'; readonly orderId: string; readonly method: 'qr' | 'digits' }
export type ReadCode = CouponRead | OrderRead

export type IssuedCode = Omit<CouponCodeAnswer, 'coupon'>

const CANDIDATES = 8
const ROUNDS = 5

const randomDigits = (): string => String(randomInt(100_000_000)).padStart(8, '0')

/**
 * The code of a coupon to show at the counter: signed QRs for the present 30-second window and the next five, and 8 digits
 * that no other live code has. Asking again, also several times at once, gives the same digits while more than 10 of
 * their 30 minutes are left. Whose coupon it is has been asked before.
 * @param pick where candidates for digits come from; tests make them collide
 */
export async function issueCode(
  db: Db,
  keys: Keys,
  { couponId, now }: { couponId: string; now: Instant },
  pick: () => string = randomDigits,
): Promise<IssuedCode> {
  const live = await freeDigits(now, pick, (candidates, at) => codes.digitsOf(db, couponId, candidates, at))
  return shownWith(live, now, (window) => signedQr(keys, { window, hops: live.hops, couponId }))
}

/** The code of an order, in the same way. Whose order it is and whether it is ready has been asked before. */
export async function issueOrderCode(
  db: Db,
  keys: Keys,
  { orderId, now }: { orderId: string; now: Instant },
  pick: () => string = randomDigits,
): Promise<IssuedCode> {
  const live = await freeDigits(now, pick, (candidates, at) => codes.orderDigitsOf(db, orderId, candidates, at))
  return shownWith(live, now, (window) => signedOrderQr(keys, window, orderId))
}

async function freeDigits<L>(
  now: Instant,
  pick: () => string,
  issue: (candidates: readonly string[], at: codes.DigitsTimes) => Promise<L | null>,
): Promise<L> {
  const at = { now, againUntil: plus(now, DIGITS_SHOWN_AGAIN), until: plus(now, DIGITS_LAST) }
  for (let round = 0; round < ROUNDS; round += 1) {
    const live = await issue(Array.from({ length: CANDIDATES }, pick), at)
    if (live) return live
  }
  throw new Error(`No free digits among ${CANDIDATES * ROUNDS}: far too many codes are live`)
}

function shownWith(
  { digits, until }: { digits: string; until: Instant },
  now: Instant,
  textOf: (window: number) => string,
): IssuedCode {
  const qrs = qrWindowsToIssue(now).map((window) => {
    const { opensAt, closesAt } = qrWindowSpan(window)
    return { text: textOf(window), from: opensAt, until: closesAt }
  })
  return { digits, digitsUntil: until, qrs }
}

/**
 * What a scanned or typed text names. What it may be used for is not asked here.
 * Refuses with CODE_MALFORMED (no code of ours), CODE_FORGED (not signed by us), CODE_STALE (a QR of another moment) and
 * CODE_UNKNOWN (digits that are not live: never were, ran out or changed hands, one answer for all).
 */
export async function readCode(db: Db, keys: Keys, text: string, now: Instant): Promise<ReadCode | Refusal> {
  const read = readCodeText(text)
  if (!read) return refuse('CODE_MALFORMED')
  if (read.method === 'digits') {
    const found = await codes.findByDigits(db, read.digits, now)
    return found ? { ...found, method: 'digits' } : refuse('CODE_UNKNOWN')
  }
  const qr = read.of === 'coupon' ? readSignedQr(keys, read.body) : readSignedOrderQr(keys, read.body)
  if (!qr) return refuse('CODE_FORGED')
  const { window, ...named } = qr
  return isQrWindowGood(window, now) ? { ...named, method: 'qr' } : refuse('CODE_STALE')
}

type Qr = { readonly window: number; readonly hops: number; readonly couponId: string }

/** A QR's bytes: window 5, hops 2, coupon id 16, signature over these 16. 39 bytes are 52 characters without padding. */
const WINDOW_BYTES = 5
const HOPS_BYTES = 2
const ID_AT = WINDOW_BYTES + HOPS_BYTES
const SIGNED_BYTES = ID_AT + 16

function signedQr(keys: Keys, { window, hops, couponId }: Qr): string {
  const signed = Buffer.alloc(SIGNED_BYTES)
  signed.writeUIntBE(window, 0, WINDOW_BYTES)
  signed.writeUIntBE(hops, WINDOW_BYTES, HOPS_BYTES)
  uuidBytes(couponId).copy(signed, ID_AT)
  return qrText(Buffer.concat([signed, keys.sign('coupon-qr', signed)]).toString('base64url'))
}

function readSignedQr(keys: Keys, body: string): (Qr & { kind: 'coupon' }) | null {
  const bytes = Buffer.from(body, 'base64url')
  const signed = bytes.subarray(0, SIGNED_BYTES)
  if (!keys.verify('coupon-qr', signed, bytes.subarray(SIGNED_BYTES))) return null
  return {
    kind: 'coupon',
    window: signed.readUIntBE(0, WINDOW_BYTES),
    hops: signed.readUIntBE(WINDOW_BYTES, HOPS_BYTES),
    couponId: bytesUuid(signed.subarray(ID_AT)),
  }
}
