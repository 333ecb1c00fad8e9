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

/** A code that names a coupon. `hops`: in which hand the coupon was when the code was shown. */
export type ReadCode = { readonly couponId: string; readonly hops: number; readonly method: 'qr' | 'digits' }

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
  ask: { couponId: string; now: Instant },
  pick: () => string = randomDigits,
): Promise<IssuedCode> {
  const { couponId, now } = ask
  const at = { now, againUntil: plus(now, DIGITS_SHOWN_AGAIN), until: plus(now, DIGITS_LAST) }
  for (let round = 0; round < ROUNDS; round += 1) {
    const live = await codes.digitsOf(db, couponId, Array.from({ length: CANDIDATES }, pick), at)
    if (!live) continue
    const qrs = qrWindowsToIssue(now).map((window) => {
      const { opensAt, closesAt } = qrWindowSpan(window)
      return { text: signedQr(keys, { window, hops: live.hops, couponId }), from: opensAt, until: closesAt }
    })
    return { digits: live.digits, digitsUntil: live.until, qrs }
  }
  throw new Error(`No free digits among ${CANDIDATES * ROUNDS}: far too many codes are live`)
}

/**
 * Which coupon a scanned or typed text names. What it may be used for is not asked here.
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
  const qr = readSignedQr(keys, read.body)
  if (!qr) return refuse('CODE_FORGED')
  if (!isQrWindowGood(qr.window, now)) return refuse('CODE_STALE')
  return { couponId: qr.couponId, hops: qr.hops, method: 'qr' }
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

function readSignedQr(keys: Keys, body: string): Qr | null {
  const bytes = Buffer.from(body, 'base64url')
  const signed = bytes.subarray(0, SIGNED_BYTES)
  if (!keys.verify('coupon-qr', signed, bytes.subarray(SIGNED_BYTES))) return null
  return {
    window: signed.readUIntBE(0, WINDOW_BYTES),
    hops: signed.readUIntBE(WINDOW_BYTES, HOPS_BYTES),
    couponId: bytesUuid(signed.subarray(ID_AT)),
  }
}
