import { expect, test } from 'vitest'
import { qrDataUri } from '../../src/ui/qr-data-uri'

const decoded = (uri: string): string => decodeURIComponent(uri.slice(uri.indexOf(',') + 1))

test('a code is black on a white ground with a quiet zone of four modules', () => {
  const svg = decoded(qrDataUri('XS1.abc'))
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1])
  expect(svg).toContain(`<rect width="${size}" height="${size}" fill="white"/>`)
  const starts = [...svg.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => [
    Number(x),
    Number(y),
    Number(length),
  ])
  for (const [x = 0, y = 0, length = 0] of starts) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(4)
    expect(Math.max(x + length, y + 1)).toBeLessThanOrEqual(size - 4)
  }
})

test('different texts make different codes', () => {
  expect(qrDataUri('a')).not.toBe(qrDataUri('b'))
})
