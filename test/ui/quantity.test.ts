import { describe, expect, test } from 'vitest'
import { count, discount, distance } from '../../src/ui/quantity'

test.each([
  [0, '0'],
  [999, '999'],
  [12_345, '12,345'],
  [1_234_567, '1,234,567'],
])('%i is written %s', (amount, words) => {
  expect(count(amount)).toBe(words)
})

describe('a distance', () => {
  test.each([
    [0, '10 米'],
    [304, '300 米'],
    [994, '990 米'],
    [996, '1 公里'],
    [1234, '1.2 公里'],
    [2000, '2 公里'],
    [123_456, '123 公里'],
  ])('of %i metres is %s', (metres, words) => {
    expect(distance(metres)).toBe(words)
  })
})

test('what is still paid is said as Chinese shops say it', () => {
  expect(discount(88)).toBe('8.8')
  expect(discount(50)).toBe('5')
})
