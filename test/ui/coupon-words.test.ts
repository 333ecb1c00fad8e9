import { describe, expect, test } from 'vitest'
import type { CouponValue } from '../../src/domain/coupon/coupon'
import { fen } from '../../src/domain/money'
import { conditionOf, valueInWords } from '../../src/ui/coupon-words'

const eggs = { name: '土鸡蛋', quantity: 10, unit: '枚', picture: 'egg', worth: fen(1500) }

const cases: readonly (readonly [CouponValue, string, string])[] = [
  [{ kind: 'amount-off', off: fen(2000), threshold: fen(9900) }, '减 20 元', '满 99 可用'],
  [{ kind: 'amount-off', off: fen(550), threshold: fen(0) }, '减 5.5 元', '无门槛'],
  [{ kind: 'percent-off', percent: 88, cap: fen(3000), threshold: fen(0) }, '8.8 折', '最多减 30 元'],
  [{ kind: 'percent-off', percent: 90, cap: null, threshold: fen(5000) }, '9 折', '满 50 可用'],
  [{ kind: 'exchange', goods: eggs, price: fen(0) }, '土鸡蛋 10 枚', '凭券领 10 枚'],
  [{ kind: 'exchange', goods: eggs, price: fen(990) }, '土鸡蛋 10 枚', '¥9.9 换 10 枚'],
  [{ kind: 'free-delivery', threshold: fen(3900) }, '免运费', '满 39 可用'],
]

describe('a ticket says in words what it draws', () => {
  test.each(cases)('%o', (value, worth, condition) => {
    expect(valueInWords(value)).toBe(worth)
    expect(conditionOf(value)).toBe(condition)
  })
})
