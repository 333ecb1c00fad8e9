/**
 * What the QR of an order is made of, the same for the server that signs it and the counter's phone that checks it without the
 * network: window 5 bytes, order id 16, signature over these 16. 37 bytes are 50 characters of base64url.
 */
export const ORDER_WINDOW_BYTES = 5
export const ORDER_SIGNED_BYTES = ORDER_WINDOW_BYTES + 16
export const ORDER_SIGNATURE_BYTES = 16
const ORDER_QR_BYTES = ORDER_SIGNED_BYTES + ORDER_SIGNATURE_BYTES

export type OrderQr = {
  readonly window: number
  readonly orderId: string
  /** What the signature is over. */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Window and order id, ready to be signed. @throws RangeError for an id that is no UUID. */
export function orderQrToSign(window: number, orderId: string): Uint8Array {
  const hex = orderId.replace(/-/g, '')
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new RangeError(`Not the id of an order: ${orderId}`)
  const bytes = new Uint8Array(ORDER_SIGNED_BYTES)
  for (let at = ORDER_WINDOW_BYTES - 1, rest = window; at >= 0; at -= 1) {
    bytes[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  for (let i = 0; i < 16; i += 1) bytes[ORDER_WINDOW_BYTES + i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

/** Reads the body of an order's QR; whether it was signed by us is not asked here. `null` when it is no such thing. */
export function readOrderQr(body: string): OrderQr | null {
  const bytes = fromBase64url(body)
  if (bytes?.length !== ORDER_QR_BYTES) return null
  const signed = bytes.slice(0, ORDER_SIGNED_BYTES)
  return {
    window: signed.slice(0, ORDER_WINDOW_BYTES).reduce((window, byte) => window * 256 + byte, 0),
    orderId: hexOf(signed.slice(ORDER_WINDOW_BYTES)).replace(UUID, '$1-$2-$3-$4-$5'),
    signed,
    signature: bytes.slice(ORDER_SIGNED_BYTES),
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Bytes of base64url without padding. WeChat's logic layer has neither `atob` nor `Buffer`. `null` for other characters and for a
 * second way to write the same bytes: a changed character never leaves a code what it was.
 */
export function fromBase64url(text: string): Uint8Array | null {
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const character of text) {
    const six = ALPHABET.indexOf(character)
    if (six < 0) return null
    held = (held << 6) | six
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push(held >> bits)
    held &= (1 << bits) - 1
  }
  return bits < 6 && held === 0 ? Uint8Array.from(bytes) : null
}
