import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Keys derived from the one secret of a deployment, one per purpose, so that a token of one kind can never pass as another.
 * All processes of a deployment share the secret; changing it ends open gift links, invitations and QR codes.
 */
export type Keys = {
  /** First 16 bytes of HMAC-SHA-256 over `data` under the key of `purpose`. */
  sign(purpose: Purpose, data: Buffer): Buffer
  verify(purpose: Purpose, data: Buffer, signature: Buffer): boolean
  /** 32 bytes that only this order's QR codes are signed with: a counter may hold it without being able to sign for another order. */
  orderKey(orderId: string): Buffer
  /** 32 bytes that a till or a platform signs its requests with. Made of its key's id again whenever it is asked for, stored nowhere. */
  tillSecret(keyId: string): Buffer
}
type Purpose = 'gift' | 'invitation' | 'coupon-qr' | 'offline-list' | 'photo'

const SIGNATURE_BYTES = 16

/** @param secret at least 32 bytes. @throws RangeError when it is shorter. */
export function deriveKeys(secret: Buffer): Keys {
  if (secret.length < 32) throw new RangeError('The secret must have at least 32 bytes')
  const cache = new Map<string, Buffer>()
  const keyOf = (purpose: string): Buffer => {
    let key = cache.get(purpose)
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `xiansheng ${purpose}`, 32))
      cache.set(purpose, key)
    }
    return key
  }
  const sign: Keys['sign'] = (purpose, data) =>
    createHmac('sha256', keyOf(purpose)).update(data).digest().subarray(0, SIGNATURE_BYTES)
  return {
    sign,
    verify: (purpose, data, signature) =>
      signature.length === SIGNATURE_BYTES && timingSafeEqual(sign(purpose, data), signature),
    orderKey: (orderId) => createHmac('sha256', keyOf('order-qr')).update(uuidBytes(orderId)).digest(),
    tillSecret: (keyId) => createHmac('sha256', keyOf('till')).update(uuidBytes(keyId)).digest(),
  }
}

export const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')
export const bytesUuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** A link token that names a row and proves that we made it: 16 bytes id, 16 bytes signature, base64url (43 characters). */
export const linkToken = (keys: Keys, purpose: 'gift' | 'invitation', id: string): string =>
  Buffer.concat([uuidBytes(id), keys.sign(purpose, uuidBytes(id))]).toString('base64url')

/** The row a link token names; `null` when we did not make it. */
export function readLinkToken(keys: Keys, purpose: 'gift' | 'invitation', token: string): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 32) return null
  const id = bytes.subarray(0, 16)
  return keys.verify(purpose, id, bytes.subarray(16)) ? bytesUuid(id) : null
}

/** An opaque session token, 256 random bits. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url')

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
