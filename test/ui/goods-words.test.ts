import { describe, expect, it } from 'vitest'
import { measure, mostOf, priceNow, tagsOf, weight, whyNoMore } from '../../src/ui/goods-words'
import { someGoods } from '../support/client-mall'

const special = (price: number, perPerson: number | null = null) => ({
  special: { offerId: 'o', title: '今日特价', price, closesAt: 1, perPerson, left: null },
})
const perch = someGoods('perch', {
  name: '鲈鱼',
  soldBy: 'weight',
  unit: '条',
  unitGrams: 650,
  price: 3120,
  per500g: 2400,
})

describe('goods in words', () => {
  it('say what a unit is and what it costs per 500 g', () => {
    expect(measure(perch)).toBe('约 650g/条 · ¥24/500g')
    expect(measure(someGoods('a', { unitGrams: 300, per500g: 583 }))).toBe('300g/份 · ¥5.83/500g')
    expect(measure(someGoods('a', { unitGrams: 2500, per500g: 400, unit: '袋' }))).toBe('2.5kg/袋 · ¥4/500g')
  })

  it('do not say it twice: 500 g by the piece, a piece nobody weighed', () => {
    expect(measure(someGoods('a', { unitGrams: 500, per500g: 690 }))).toBe('500g/份')
    expect(measure(someGoods('a', { unitGrams: null, per500g: null, unit: '盒' }))).toBe('每盒')
    expect(measure(someGoods('a', { unitGrams: null, per500g: null, unit: '10 枚' }))).toBe('10 枚')
  })

  it('at a special price are said at that price, also per 500 g', () => {
    const goods = { ...perch, ...special(2600) }
    expect(priceNow(goods)).toBe(2600)
    expect(measure(goods)).toBe('约 650g/条 · ¥20/500g')
  })

  it('weigh in grams below a kilogram, in kilograms above', () => {
    expect([weight(80), weight(999), weight(1000), weight(1250)]).toEqual(['80g', '999g', '1kg', '1.25kg'])
  })
})

describe('how many one can have', () => {
  it('as many as there are and as one order may take; 99 stands for more', () => {
    expect(mostOf(someGoods('a', { available: 99 }))).toBe(999)
    expect(mostOf(someGoods('a', { available: 7 }))).toBe(7)
    expect(mostOf(someGoods('a', { available: 7, perOrder: 2 }))).toBe(2)
    expect(mostOf(someGoods('a', { available: 1, perOrder: 2 }))).toBe(1)
    expect(mostOf(someGoods('a', { available: 0 }))).toBe(0)
  })

  it('says which of the two stands in the way', () => {
    expect(whyNoMore(someGoods('a', { available: 7, perOrder: 2 }))).toBe('每单限 2 份')
    expect(whyNoMore(someGoods('a', { available: 1, perOrder: 2 }))).toBe('只剩 1 份了')
    expect(whyNoMore(someGoods('a', { available: 0 }))).toBe('卖完了')
  })
})

describe('marks', () => {
  it('the special price first, then what is nearly gone, limits, weighing', () => {
    const all = { ...perch, ...special(2600, 2), available: 3, perOrder: 4 }
    expect(tagsOf(all).map(({ words }) => words)).toEqual(['特价 限 2 条', '只剩 3 条', '每单限 4 条', '称重'])
  })

  it('none for goods like any other, and nothing is nearly gone that is gone', () => {
    expect(tagsOf(someGoods('a'))).toEqual([])
    expect(tagsOf(someGoods('a', { available: 0 }))).toEqual([])
  })
})
