import { expect, test } from 'vitest'
import { looseBytes, newKey } from '../../src/platform/random'

test('a key is 128 bits in hexadecimal', async () => {
  expect(await newKey(async (count) => Uint8Array.from({ length: count }, (_, i) => i))).toBe(
    '000102030405060708090a0b0c0d0e0f',
  )
})

test('without a source of randomness two taps still differ', async () => {
  const keys = await Promise.all(Array.from({ length: 100 }, () => newKey(async (count) => looseBytes(count))))
  expect(new Set(keys).size).toBe(100)
})
