import { createDecipheriv } from 'node:crypto'

const TAG_BYTES = 16
const NONCE_BYTES = 12

/**
 * Opens what was sealed by AES-256-GCM; the last 16 bytes are its tag. `null` when key, nonce, additional data or a single
 * bit do not fit.
 * @param key 32 bytes.
 */
export function openSealed(key: Buffer, nonce: Buffer, sealed: Buffer, additional: Buffer): Buffer | null {
  if (nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) return null
  const tag = sealed.subarray(-TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(tag).setAAD(additional)
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
