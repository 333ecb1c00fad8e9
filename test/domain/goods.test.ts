import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spendGiftOfferWords, spendSaveOfferWords } from '../../src/domain/goods/offer-words'
import { per500gOf, unitPriceOf } from '../../src/domain/goods/price'
import { isHan, searchable } from '../../src/domain/goods/search'
import { fen } from '../../src/domain/money'

const by = (soldBy: 'piece' | 'weight', price: number, unitGrams: number | null) => ({
  soldBy,
  unitGrams,
  price: fen(price),
})

describe('what goods cost', () => {
  it('by piece is what the store asks for one, and per 500 g what that comes to', () => {
    expect(unitPriceOf(by('piece', 250, null))).toBe(250)
    expect(per500gOf(by('piece', 250, null))).toBeNull()
    expect(per500gOf(by('piece', 250, 400))).toBe(313) // 312.5, half a fen upwards
    expect(per500gOf(by('piece', 1990, 1500))).toBe(663)
  })

  it('by weight is asked per 500 g, and one unit is estimated', () => {
    expect(unitPriceOf(by('weight', 398, 500))).toBe(398)
    expect(unitPriceOf(by('weight', 333, 350))).toBe(233)
    expect(per500gOf(by('weight', 333, 350))).toBe(333)
  })

  it('per 500 g is never further than half a fen from the exact part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 50_000 }), (price, grams) => {
        const per = per500gOf(by('piece', price, grams))!
        expect(Math.abs(per * grams - price * 500) * 2).toBeLessThanOrEqual(grams)
      }),
    )
  })
})

describe('what is typed', () => {
  it.each([
    ['西红柿', '西红柿'],
    [' 西 红柿。', '西红柿'],
    ["xi'hong sh", 'xihongsh'],
    ['ＸＨＳ', 'xhs'],
    ['AD 钙奶！', 'ad钙奶'],
    ['🍅', ''],
    ['', ''],
  ])('%j is looked for as %j', (typed, text) => {
    expect(searchable(typed)).toBe(text)
    expect(searchable(text)).toBe(text)
  })

  it('is a character or a letter', () => {
    expect(['番', 'x', '1', '㐀'].map(isHan)).toEqual([true, false, false, true])
  })
})

describe('an offer in words', () => {
  it('says all its steps', () => {
    expect(
      spendSaveOfferWords([
        { threshold: fen(5000), off: fen(500) },
        { threshold: fen(9900), off: fen(1550) },
      ]),
    ).toBe('满 ¥50 减 ¥5，满 ¥99 减 ¥15.5')
    const gift = (threshold: number, name: string, quantity: number) => ({
      threshold: fen(threshold),
      gift: { name, quantity },
    })
    expect(spendGiftOfferWords([gift(7900, '土鸡蛋', 1), gift(12900, '鲜奶', 2)])).toBe(
      '满 ¥79 送土鸡蛋，满 ¥129 送鲜奶 ×2',
    )
  })
})
