import { type Instant, MINUTE, plus, SECOND, type Window } from '../time'

/** A QR is made for one window of this length; the code page changes it when the window does. */
export const QR_WINDOW = 30 * SECOND
/** How many windows after the present one are given along, so that a weak network does not blank the page. */
export const QR_WINDOWS_AHEAD = 5
/** How far a scanned QR's window may be from the counter's: one either way, for the walk from screen to scanner. */
export const QR_TOLERANCE = 1

/** How long 8 digits live, and while how much of that is left the same ones are shown again. */
export const DIGITS_LAST = 30 * MINUTE
export const DIGITS_SHOWN_AGAIN = 10 * MINUTE

/** The number of the 30-second window that holds `at`, counted from 1970. */
export const qrWindowAt = (at: Instant): number => Math.floor(at / QR_WINDOW)

/** From when until when the code page shows the QR of a window. */
export function qrWindowSpan(window: number): Window {
  const opensAt = (window * QR_WINDOW) as Instant
  return { opensAt, closesAt: plus(opensAt, QR_WINDOW) }
}

/** Whether the counter takes a QR of this window now. */
export const isQrWindowGood = (window: number, now: Instant): boolean =>
  Math.abs(window - qrWindowAt(now)) <= QR_TOLERANCE

/** The windows whose QRs are issued now: the present one and those ahead. */
export function qrWindowsToIssue(now: Instant): number[] {
  const present = qrWindowAt(now)
  return Array.from({ length: QR_WINDOWS_AHEAD + 1 }, (_, ahead) => present + ahead)
}

/** What a QR is of. */
export type QrOf = 'coupon' | 'order'
/** What a scanner or a hand brought to the counter. `body` is the QR's signed part, base64url. */
export type ReadText =
  | { readonly method: 'qr'; readonly of: QrOf; readonly body: string }
  | { readonly method: 'digits'; readonly digits: string }

const PREFIX = { coupon: 'XS1', order: 'XS2' } as const satisfies Record<QrOf, string>
/** 39 bytes of a coupon, 37 of an order (see order-qr.ts), in base64url without padding. */
const QR = /^(?:XS1([A-Za-z0-9_-]{52})|XS2([A-Za-z0-9_-]{50}))$/
const FULL_WIDTH_ZERO = 0xff10

export const qrText = (body: string, of: QrOf = 'coupon'): string => PREFIX[of] + body

/**
 * Tells what a text at the counter is; `null` when it is no code of ours. Typed digits may be grouped (`1234 5678`,
 * `1234-5678`) and may be the full-width ones that a Chinese keyboard gives (１２３４).
 */
export function readCodeText(text: string): ReadText | null {
  const qr = QR.exec(text.trim())
  if (qr?.[1]) return { method: 'qr', of: 'coupon', body: qr[1] }
  if (qr?.[2]) return { method: 'qr', of: 'order', body: qr[2] }
  const digits = text
    .replace(/[\s-]/g, '')
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO))
  return /^[0-9]{8}$/.test(digits) ? { method: 'digits', digits } : null
}

/** `1234 5678`: as it is shown and read aloud. */
export const groupDigits = (digits: string): string => `${digits.slice(0, 4)} ${digits.slice(4)}`
