import { describe, expect, it } from 'vitest'
import { type Sellable, troubleOf } from '../../../server/checkout/line-trouble'

const eggs = (over: Partial<Sellable> = {}): Sellable => ({
  id: 'g1',
  name: '土鸡蛋',
  unit: '盒',
  available: 10,
  listed: true,
  perOrder: null,
  perPersonDay: null,
  ...over,
})
const words = (goods: Sellable, quantity: number, bought = 0) => {
  const trouble = troubleOf(goods, quantity, bought)
  return trouble && [trouble.code, trouble.words, trouble.most]
}

describe('what is in the way of buying so many', () => {
  it('nothing, up to exactly what there is and what is allowed', () => {
    expect(words(eggs(), 10)).toBeNull()
    expect(words(eggs({ perOrder: 5 }), 5)).toBeNull()
    expect(words(eggs({ perPersonDay: 5 }), 2, 3)).toBeNull()
  })

  it.each([
    ['off the shelf, whatever lies in the back', eggs({ listed: false }), 1, 0, 'GOODS_UNAVAILABLE', '土鸡蛋下架了', 0],
    ['sold out', eggs({ available: 0, perOrder: 2 }), 1, 0, 'GOODS_UNAVAILABLE', '土鸡蛋卖完了', 0],
    ['one more than there is', eggs(), 11, 0, 'GOODS_SHORT', '土鸡蛋只剩 10 盒', 10],
    ['over the limit of an order', eggs({ perOrder: 2 }), 3, 0, 'GOODS_LIMIT', '土鸡蛋每单限购 2 盒', 2],
    ['over the limit of the day', eggs({ perPersonDay: 2 }), 3, 0, 'GOODS_LIMIT', '土鸡蛋每人每天限购 2 盒', 2],
    [
      'the rest of the day’s limit',
      eggs({ perOrder: 3, perPersonDay: 4 }),
      3,
      2,
      'GOODS_LIMIT',
      '土鸡蛋每人每天限购 4 盒，今天已买 2 盒',
      2,
    ],
    [
      'a limit that was used up, or lowered below what was bought',
      eggs({ perPersonDay: 2 }),
      1,
      5,
      'GOODS_LIMIT',
      '土鸡蛋每人每天限购 2 盒，今天已买 5 盒',
      0,
    ],
    ['stock below the limit', eggs({ available: 1, perOrder: 2 }), 3, 0, 'GOODS_SHORT', '土鸡蛋只剩 1 盒', 1],
    ['a limit below the stock', eggs({ available: 3, perOrder: 2 }), 4, 0, 'GOODS_LIMIT', '土鸡蛋每单限购 2 盒', 2],
    [
      'a limit as high as the stock',
      eggs({ available: 2, perOrder: 2 }),
      3,
      0,
      'GOODS_LIMIT',
      '土鸡蛋每单限购 2 盒',
      2,
    ],
  ] as const)('%s', (_, goods, quantity, bought, code, said, most) => {
    expect(words(goods, quantity, bought)).toEqual([code, said, most])
  })
})
