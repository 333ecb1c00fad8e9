import { hmac } from '@noble/hashes/hmac'
import { sha256 } from '@noble/hashes/sha256'
import type { OfflineListAnswer } from '../../contract/staff-order'
import { isQrWindowGood, QR_WINDOW, readCodeText } from '../../domain/pickup/code'
import { CLOCK_AHEAD } from '../../domain/pickup/offline'
import { fromBase64url, ORDER_SIGNATURE_BYTES, type OrderQr, readOrderQr } from '../../domain/pickup/order-qr'
import { HOUR, type Instant, MINUTE, plus } from '../../domain/time'
import type { ApiError } from '../../platform/answer'
import { clockTime } from '../../ui/moment'

export type OfflineOrder = OfflineListAnswer['orders'][number]
/** What this phone has handed over: when, and at which till. */
export type Handed = { readonly orderId: string; readonly at: Instant; readonly till: string }

export type OfflineVerdict =
  | { readonly ok: true; readonly order: OfflineOrder }
  | { readonly ok: false; readonly error: ApiError }

export type OfflineQuestion = {
  readonly code: string
  /** When the code was scanned, server time; `null` when this phone cannot know it. */
  readonly at: Instant | null
  readonly list: OfflineListAnswer | null
  readonly handed: readonly Handed[]
}

/** 这部手机 10:32 已在3 号台交过货 */
export const handedBefore = ({ at, till }: Handed): ApiError => ({
  code: 'ORDER_COLLECTED',
  message: `这部手机 ${clockTime(at)} 已在 ${till}交过货，不要重复交货`,
  facts: { at, till, by: 'you' },
})

const no = (code: ApiError['code'], message: string): OfflineVerdict => ({
  ok: false,
  error: { code, message, facts: {} },
})

/** Whether a text can be checked without the network at all: only the QR of an order can. */
export function isOrderQr(code: string): boolean {
  const read = readCodeText(code)
  return read?.method === 'qr' && read.of === 'order'
}

/**
 * Checks the QR of an order without the network: signed with the key of an order that waits here, of this half minute, not handed over
 * on this phone before. What is doubtful is refused: the server says more when it can be asked again.
 */
export function checkOffline({ code, at, list, handed }: OfflineQuestion): OfflineVerdict {
  const read = readCodeText(code)
  if (read === null) return no('CODE_MALFORMED', '这不是本店的码，请让顾客打开提货码')
  if (read.method === 'digits') return no('NETWORK', '离线不能查数字，请顾客打开提货码，扫二维码')
  if (read.of === 'coupon') return no('NETWORK', '券要联网才能核，连上再试；订单的二维码现在可以扫')
  if (list === null) return no('NETWORK', '这部手机还没有离线名单，连一次网就有')
  if (at === null) return no('NETWORK', '这部手机还没对过时间，连一次网再核')
  if (at >= list.until || at < list.asOf - CLOCK_AHEAD) return no('NETWORK', '离线名单过期了，连一次网再核')
  const qr = readOrderQr(read.body)
  if (!qr) return no('CODE_FORGED', '二维码不是本店签发的，不要交货')
  const order = list.orders.find(({ orderId }) => orderId === qr.orderId)
  if (!order) return no('ORDER_NOT_FOUND', `${clockTime(list.asOf as Instant)} 的名单里没有这笔订单，连上网再查`)
  const signed = isSigned(qr, order.key)
  if (signed === null) return no('NETWORK', '这部手机太旧，不能离线核对')
  if (!signed) return no('CODE_FORGED', '二维码不是本店签发的，不要交货')
  if (!isQrWindowGood(qr.window, at)) return stale(qr.window, at)
  const before = handed.find(({ orderId }) => orderId === qr.orderId)
  if (before) return { ok: false, error: handedBefore(before) }
  return { ok: true, order }
}

/** `null` where the phone cannot compute it (no BigInt before iOS 14). */
function isSigned({ signed, signature }: OrderQr, key: string): boolean | null {
  const secret = fromBase64url(key)
  if (!secret) return false
  try {
    const ours = hmac(sha256, secret, signed).subarray(0, ORDER_SIGNATURE_BYTES)
    return ours.every((byte, i) => byte === signature[i])
  } catch {
    return null
  }
}

/** A code of minutes ago is an old picture; one of hours away means that the phone's clock was set. */
function stale(window: number, at: Instant): OfflineVerdict {
  const apart = Math.abs(window * QR_WINDOW - at)
  if (apart < HOUR) return no('CODE_STALE', '二维码已过期，请顾客刷新后再扫')
  const words = apart < 48 * HOUR ? `${Math.round(apart / HOUR)} 小时` : `${Math.round(apart / (24 * HOUR))} 天`
  return no('CODE_STALE', `二维码和这部手机的时间差 ${words}，连一次网对好时间再扫`)
}

/** How long what was handed over is remembered: longer than any list or settlement lasts. */
const REMEMBERED = 48 * HOUR

/** What is still to be remembered, given what the server says is waiting now: that was taken back, or never got there. */
export function stillHanded(
  handed: readonly Handed[],
  list: OfflineListAnswer,
  queued: ReadonlySet<string>,
): readonly Handed[] {
  const waiting = new Set(list.orders.map(({ orderId }) => orderId))
  const asOf = list.asOf as Instant
  return handed.filter(
    ({ orderId, at }) =>
      at > plus(asOf, -REMEMBERED) && (queued.has(orderId) || !waiting.has(orderId) || at >= plus(asOf, -MINUTE)),
  )
}
