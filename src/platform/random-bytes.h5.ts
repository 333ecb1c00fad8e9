import { looseBytes } from './random'

export function randomBytes(count: number): Promise<Uint8Array> {
  const source = globalThis.crypto
  return Promise.resolve(source ? source.getRandomValues(new Uint8Array(count)) : looseBytes(count))
}
