import { expect, it } from 'vitest'
import type { Basket } from '../../../src/domain/pricing/basket'
import { price } from '../../../src/domain/pricing/price'
import { basketOf, type Cart, drawn, NOON } from './shop'

export type Example = readonly [title: string, cart: Cart, setting: Partial<Basket>, receipt: readonly string[]]

/*
 * Worked examples, to be checked with a pencil. Prices per unit:
 * 土鸡蛋 19.9 · 鲜牛奶 12.8 (蛋奶) · 青菜 3.5 · 番茄 6 (蔬菜) · 五花肉 25 · 排骨 45 (肉) · 苹果 8 (水果)
 */
export const reads = (examples: readonly Example[]): void =>
  it.each(examples)('%s', (_, cart, setting, receipt) => {
    expect(drawn(price(basketOf(cart, setting), NOON), setting.coupons ?? [])).toEqual(receipt)
  })
