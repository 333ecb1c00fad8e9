import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  byWalk,
  givenBack,
  givenBackInWords,
  keptOfLine,
  missingUnits,
  type PickedLine,
  refusePick,
} from '../../../src/domain/order/picking'
import { fen } from '../../../src/domain/money'

/** Two bass of about 700 g each, ¥26 a piece as estimated. */
const bass = (over: Partial<PickedLine> = {}): PickedLine => ({
  name: '鲈鱼',
  unit: '条',
  soldBy: 'weight',
  quantity: 2,
  unitGrams: 700,
  paid: fen(5200),
  pickedQuantity: null,
  pickedGrams: null,
  ...over,
})
const eggs = (over: Partial<PickedLine> = {}): PickedLine => ({
  ...bass(),
  name: '土鸡蛋',
  unit: '盒',
  soldBy: 'piece',
  quantity: 3,
  unitGrams: null,
  paid: fen(1000),
  ...over,
})

describe('what can have been picked', () => {
  it.each([
    ['all of it, a little lighter', bass(), { quantity: 2, grams: 1312 }, null],
    ['one of two', bass(), { quantity: 1, grams: 612 }, null],
    ['none', bass(), { quantity: 0 }, null],
    ['three times the estimate', bass(), { quantity: 2, grams: 4200 }, null],
    ['a gram more than that', bass(), { quantity: 2, grams: 4201 }, '4201g 比预估的 1400g 重太多，请再称一次'],
    ['a tenth of the estimate', bass(), { quantity: 2, grams: 140 }, null],
    ['kilograms typed for grams', bass(), { quantity: 2, grams: 2 }, '2g 比预估的 1400g 轻太多，请再称一次'],
    ['goods by weight without a weight', bass(), { quantity: 1 }, '请先称重'],
    ['goods that weigh nothing', bass(), { quantity: 1, grams: 0 }, '请先称重'],
    ['a weight of nothing', bass(), { quantity: 0, grams: 12 }, '没有拿货，不用称重'],
    ['more than was ordered', bass(), { quantity: 3, grams: 2100 }, '只订了 2 条'],
    ['pieces', eggs(), { quantity: 3 }, null],
    ['pieces on the scale', eggs(), { quantity: 3, grams: 500 }, '按份卖的不用称重'],
  ])('%s', (_, line, picked, why) => {
    expect(refusePick(line, picked)).toBe(why)
  })
})

describe('what is paid for of a line (多退少不补)', () => {
  it.each([
    ['as estimated', bass({ pickedQuantity: 2, pickedGrams: 1400 }), 5200, 0],
    ['heavier: nobody pays more', bass({ pickedQuantity: 2, pickedGrams: 1650 }), 5200, 0],
    ['lighter', bass({ pickedQuantity: 2, pickedGrams: 1351 }), 5018, 182],
    ['one of two: what is missing weighs nothing', bass({ pickedQuantity: 1, pickedGrams: 612 }), 2273, 2927],
    ['none', bass({ pickedQuantity: 0, pickedGrams: 0 }), 0, 5200],
    ['one of three boxes', eggs({ pickedQuantity: 1 }), 333, 667],
    ['all boxes', eggs({ pickedQuantity: 3 }), 1000, 0],
  ])('%s', (_, line, kept, back) => {
    expect([keptOfLine(line), givenBack(line)]).toEqual([kept, back])
  })

  it('KF-21: kept and given back are what was paid, whatever was picked', () => {
    const any = fc.record({
      paid: fc.nat(1_000_000),
      quantity: fc.integer({ min: 1, max: 999 }),
      unitGrams: fc.integer({ min: 1, max: 5_000 }),
      share: fc.nat(100),
      weighs: fc.nat(300),
    })
    fc.assert(
      fc.property(any, ({ paid, quantity, unitGrams, share, weighs }) => {
        const pickedQuantity = Math.floor((quantity * share) / 100)
        const pickedGrams = Math.floor((pickedQuantity * unitGrams * weighs) / 100)
        for (const line of [
          bass({ paid: fen(paid), quantity, unitGrams, pickedQuantity, pickedGrams }),
          eggs({ paid: fen(paid), quantity, pickedQuantity }),
        ]) {
          expect(keptOfLine(line)).toBeGreaterThanOrEqual(0)
          expect(keptOfLine(line)).toBeLessThanOrEqual(paid)
          expect(keptOfLine(line) + givenBack(line)).toBe(paid)
        }
      }),
    )
  })

  it('says why in the shopper’s words', () => {
    const words = (line: PickedLine, instead: string | null = null) => givenBackInWords(line, givenBack(line), instead)
    expect(words(bass({ quantity: 1, paid: fen(2600), pickedQuantity: 1, pickedGrams: 651 }))).toBe(
      '鲈鱼 称重 651g，比预估轻，退 ¥1.82（多退少不补）',
    )
    expect(words(bass({ pickedQuantity: 1, pickedGrams: 612 }))).toBe(
      '鲈鱼 缺 1 条，称重 612g，退 ¥29.27（多退少不补）',
    )
    expect(words(bass({ pickedQuantity: 0, pickedGrams: 0 }))).toBe('鲈鱼 缺货，退 ¥52')
    expect(words(eggs({ pickedQuantity: 1 }))).toBe('土鸡蛋 缺 2 盒，退 ¥6.67')
    expect(words(eggs({ pickedQuantity: 1 }), '鸭蛋')).toBe('土鸡蛋 缺 2 盒，换成鸭蛋，退差价 ¥6.67')
    expect(words(eggs({ pickedQuantity: 3 }))).toBeNull()
    expect(words(eggs({ pickedQuantity: 0, paid: fen(0) }))).toBeNull()
  })
})

it('KF-51: what was ordered stays beside what was picked', () => {
  expect(missingUnits(bass())).toBe(0)
  expect(missingUnits(bass({ pickedQuantity: 1, pickedGrams: 612 }))).toBe(1)
  expect(bass({ pickedQuantity: 1, pickedGrams: 612 })).toMatchObject({ quantity: 2, unitGrams: 700 })
})

it('the walk goes zone by zone, what must stay cold last, and shelf by shelf as people count', () => {
  const at = (shelfZone: 'dry' | 'produce' | 'frozen', shelf: string, position: number) => ({
    shelfZone,
    shelf,
    position,
  })
  const lines = [at('frozen', 'F-1', 0), at('produce', 'A-10', 1), at('dry', 'D-1', 2), at('produce', 'A-2', 3)]
  expect([...lines, at('produce', 'A-2', 0)].sort(byWalk).map(({ shelf, position }) => [shelf, position])).toEqual([
    ['D-1', 2],
    ['A-2', 0],
    ['A-2', 3],
    ['A-10', 1],
    ['F-1', 0],
  ])
})
