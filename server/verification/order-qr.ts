import { createHmac, timingSafeEqual } from 'node:crypto'
import { qrText } from '../../src/domain/pickup/code'
import { ORDER_SIGNATURE_BYTES, orderQrToSign, readOrderQr } from '../../src/domain/pickup/order-qr'
import type { Keys } from '../keys'

/** Signed with the order's own key, so that a counter can be given what it needs for its orders and no more. */
const signatureOf = (keys: Keys, orderId: string, signed: Uint8Array): Buffer =>
  createHmac('sha256', keys.orderKey(orderId)).update(signed).digest().subarray(0, ORDER_SIGNATURE_BYTES)

/** The text of an order's QR for one window. */
export function signedOrderQr(keys: Keys, window: number, orderId: string): string {
  const signed = orderQrToSign(window, orderId)
  return qrText(Buffer.concat([signed, signatureOf(keys, orderId, signed)]).toString('base64url'), 'order')
}

/** What an order's QR says; `null` when we did not sign it. */
export function readSignedOrderQr(keys: Keys, body: string): { kind: 'order'; window: number; orderId: string } | null {
  const qr = readOrderQr(body)
  if (!qr || !timingSafeEqual(signatureOf(keys, qr.orderId, qr.signed), qr.signature)) return null
  return { kind: 'order', window: qr.window, orderId: qr.orderId }
}
