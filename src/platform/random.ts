/** Fills a buffer with random bytes; asynchronous because WeChat's source is. */
export type RandomBytes = (count: number) => Promise<Uint8Array>

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** 128 random bits as 32 hexadecimal digits: one per write, the same for its retries. */
export async function newKey(randomBytes: RandomBytes): Promise<string> {
  return hex(await randomBytes(16))
}

/** Last resort where no source of randomness exists: unique enough to tell taps apart, never used for a secret. */
export function looseBytes(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => Math.floor(Math.random() * 256))
}
