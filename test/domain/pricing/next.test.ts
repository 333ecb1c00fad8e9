import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Basket } from '../../../src/domain/pricing/basket'
import { price } from '../../../src/domain/pricing/price'
import { apart, baskets, NOW } from './arbitrary-basket'
import { amountOff, basketOf, category, freeDelivery, NOON, percentOff, spendGift, spendSave, toTheDoor } from './shop'

const nextOf = (cart: Parameters<typeof basketOf>[0], setting: Partial<Basket>) =>
  price(basketOf(cart, setting), NOON).next

describe('the nearest saving not reached', () => {
  it.each<[string, Parameters<typeof basketOf>[0], Partial<Basket>, string | undefined]>([
    [
      '满减差 5 元，满送差 9 元，免运费差 3 元：说免运费',
      { 苹果: 2, 五花肉: 1 },
      { offers: [spendSave([[46, 10]]), spendGift([[50, '青菜', 1]])], delivery: toTheDoor(6, 0, 44) },
      '再买 ¥3 免运费',
    ],
    [
      '送的没有货，不拿它说话',
      { 苹果: 2, 五花肉: 1 },
      { offers: [spendSave([[46, 10]]), spendGift([[42, '青菜', 0]])] },
      '再买 ¥5 减 ¥10',
    ],
    [
      '一样近，说减得多的',
      { 五花肉: 1 },
      { offers: [spendSave([[30, 3]]), spendGift([[30, '青菜', 1]])], coupons: [amountOff(30, 8)] },
      '再买 ¥5 减 ¥8',
    ],
    [
      '还没有买菜，不说蔬菜的满减',
      { 五花肉: 1 },
      { offers: [spendSave([[30, 3]], { scope: category('蔬菜') })] },
      undefined,
    ],
    [
      '够不到的券不比在用的券减得多，不说',
      { 五花肉: 1 },
      { coupons: [amountOff(0, 5, { id: 'a' }), amountOff(30, 4, { id: 'b' })] },
      undefined,
    ],
    [
      '比在用的券多减 3 元',
      { 五花肉: 1 },
      { coupons: [amountOff(0, 5, { id: 'a' }), amountOff(30, 8, { id: 'b' })] },
      '再买 ¥5 减 ¥3',
    ],
    ['没有选的券不说', { 五花肉: 1 }, { coupons: [amountOff(30, 8), percentOff(88)], choose: ['percent'] }, undefined],
    [
      '免运券已经免了运费，不再说免运费',
      { 五花肉: 1 },
      { coupons: [freeDelivery(0)], delivery: toTheDoor(6, 0, 39) },
      undefined,
    ],
    ['参加过的满减不说', { 五花肉: 1 }, { offers: [spendSave([[30, 3]], { perPerson: 1, taken: 1 })] }, undefined],
    [
      '番茄已经算在“全场”里，再买 6 元的菜也减不了“蔬菜”的 5 元，不说',
      { 排骨: 2, 番茄: 4 },
      {
        offers: [spendSave([[100, 10]], { id: 'a' }), spendSave([[30, 5]], { id: 'b', scope: category('蔬菜') })],
      },
      undefined,
    ],
    ['空篮子什么也不说', {}, { offers: [spendSave([[30, 3]])], delivery: toTheDoor(6, 0, 39) }, undefined],
  ])('%s', (_, cart, setting, words) => {
    expect(nextOf(cart, setting)?.words).toBe(words)
  })

  it('is further than nothing, and reached by exactly that much more: a 满减 then takes off what was said', () => {
    fc.assert(
      fc.property(baskets({ spendSaves: apart }), (basket) => {
        const bare = { ...basket, coupons: [], delivery: null }
        const before = price(bare, NOW)
        if (!before.next) return
        expect(before.next.missing).toBeGreaterThan(0)
        if (before.next.kind !== 'spend-save') return
        const { sourceId, missing, off } = before.next
        const category = sourceId!.replace('save-', '')
        const extra = { goodsId: 'extra', categoryId: category, quantity: 1, unitPrice: missing }
        const after = price({ ...bare, lines: [...bare.lines, extra] }, NOW)
        expect(after.total).toBe(before.total + missing - off)
      }),
      { numRuns: 500 },
    )
  })
})
