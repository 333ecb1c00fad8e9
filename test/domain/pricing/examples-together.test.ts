import { describe, expect, it } from 'vitest'
import { price } from '../../../src/domain/pricing/price'
import { reads } from './examples'
import { amountOff, basketOf, category, freeDelivery, NOON, special, spendSave, toTheDoor } from './shop'

describe('配送', () => {
  reads([
    [
      '33 元，运费 6 元，满 39 元免',
      { 五花肉: 1, 苹果: 1 },
      { delivery: toTheDoor(6, 20, 39) },
      ['商品 ¥33 · 共 2 件', '运费 ¥6 · 满 ¥39 免运费，还差 ¥6', '应付 ¥39', '再买 ¥6 免运费'],
    ],
    [
      '41 元，免运费；免运券留着（KF-9）',
      { 五花肉: 1, 苹果: 2 },
      { delivery: toTheDoor(6, 20, 39), coupons: [freeDelivery(0)] },
      ['商品 ¥41 · 共 3 件', '运费 ¥0 · 满 ¥39 免运费', '应付 ¥41', '不用免运券 · 这一单用了也不减钱'],
    ],
    [
      '正好 33 元，满 33 元就免',
      { 五花肉: 1, 苹果: 1 },
      { delivery: toTheDoor(6, 20, 33) },
      ['商品 ¥33 · 共 2 件', '运费 ¥0 · 满 ¥33 免运费', '应付 ¥33'],
    ],
    [
      '免运券也看满减以后的钱：50 元减到 45 元，差 5 元',
      { 五花肉: 2 },
      { offers: [spendSave([[50, 5]])], delivery: toTheDoor(3, 20, null), coupons: [freeDelivery(50)] },
      [
        '商品 ¥50 · 共 2 件',
        '满减 ¥-5 · 满 ¥50 减 ¥5',
        '运费 ¥3',
        '应付 ¥48',
        '不用免运券 · 还差 ¥5',
        '再买 ¥5 免运费',
      ],
    ],
    [
      '免运券',
      { 苹果: 3 },
      { delivery: toTheDoor(6, 20, null), coupons: [freeDelivery(20)] },
      ['商品 ¥24 · 共 3 件', '运费 ¥6', '免运券 ¥-6 · 满 ¥20 免运费', '应付 ¥24'],
    ],
    [
      '免运券差 4 元',
      { 苹果: 2 },
      { delivery: toTheDoor(6, 10, null), coupons: [freeDelivery(20)] },
      ['商品 ¥16 · 共 2 件', '运费 ¥6', '应付 ¥22', '不用免运券 · 还差 ¥4', '再买 ¥4 免运费'],
    ],
    [
      '到店自提，用不上免运券',
      { 苹果: 3 },
      { coupons: [freeDelivery(0)] },
      ['商品 ¥24 · 共 3 件', '应付 ¥24', '不用免运券 · 这一单用了也不减钱'],
    ],
    [
      '不到起送价',
      { 苹果: 1 },
      { delivery: toTheDoor(6, 30, null) },
      ['商品 ¥8 · 共 1 件', '运费 ¥6', '应付 ¥14', '还差 ¥22 起送'],
    ],
  ])
})

describe('一起用', () => {
  reads([
    [
      '特价、满减、满减券、免运券都用上：省 10 + 5 + 10 + 6 元',
      { 土鸡蛋: 2, 排骨: 1, 番茄: 2 },
      {
        offers: [special('土鸡蛋', 14.9), spendSave([[50, 5]])],
        coupons: [amountOff(80, 10), freeDelivery(50)],
        delivery: toTheDoor(6, 30, null),
      },
      [
        '商品 ¥96.8 · 共 5 件',
        '特价 ¥-10 · 2 件按 ¥14.9，每件省 ¥5',
        '满减 ¥-5 · 满 ¥50 减 ¥5',
        '满减券 ¥-10 · 满 ¥80 减 ¥10',
        '运费 ¥6',
        '免运券 ¥-6 · 满 ¥50 免运费',
        '应付 ¥71.8',
      ],
    ],
    [
      '券看满减以后的钱：50 元减到 45 元，满 50 减 4 的券差 5 元',
      { 五花肉: 2 },
      { offers: [spendSave([[50, 5]])], coupons: [amountOff(50, 4)] },
      ['商品 ¥50 · 共 2 件', '满减 ¥-5 · 满 ¥50 减 ¥5', '应付 ¥45', '不用满减券 · 还差 ¥5', '再买 ¥5 减 ¥4'],
    ],
    [
      '换成满 50 减 8 的券：不算满减、用券，42 元好过 45 元',
      { 五花肉: 2 },
      { offers: [spendSave([[50, 5]])], coupons: [amountOff(50, 8)] },
      ['商品 ¥50 · 共 2 件', '满减券 ¥-8 · 满 ¥50 减 ¥8', '应付 ¥42', '这次没算「满减」，反而少付 ¥3'],
    ],
    [
      '满减和券减得一样多，算满减，券留着',
      { 五花肉: 2 },
      { offers: [spendSave([[50, 5]])], coupons: [amountOff(50, 5)] },
      ['商品 ¥50 · 共 2 件', '满减 ¥-5 · 满 ¥50 减 ¥5', '应付 ¥45', '不用满减券 · 还差 ¥5', '再买 ¥5 减 ¥5'],
    ],
    [
      '少算一个满减（70 元）和两个都不算（70 元）一样，就少算一个',
      { 五花肉: 2, 番茄: 5 },
      {
        offers: [
          spendSave([[50, 5]], { id: 'a', title: '肉', scope: category('肉') }),
          spendSave([[30, 2]], { id: 'b', title: '蔬菜', scope: category('蔬菜') }),
        ],
        coupons: [amountOff(78, 8, { id: 'a' }), amountOff(80, 10, { id: 'b' })],
      },
      [
        '商品 ¥80 · 共 7 件',
        '蔬菜 ¥-2 · 满 ¥30 减 ¥2',
        '满减券 ¥-8 · 满 ¥78 减 ¥8',
        '应付 ¥70',
        '不用满减券 · 还差 ¥2',
        '这次没算「肉」，反而少付 ¥3',
        '再买 ¥2 减 ¥2',
      ],
    ],
    [
      '四个满减里只有肉的那个碍着券',
      { 五花肉: 2, 番茄: 5, 苹果: 4, 鲜牛奶: 5 },
      {
        offers: [
          spendSave([[50, 5]], { id: 'a', title: '肉', scope: category('肉') }),
          ...['蔬菜', '水果', '蛋奶'].map((id) => spendSave([[30, 1]], { id, title: id, scope: category(id) })),
        ],
        coupons: [amountOff(172, 20)],
      },
      [
        '商品 ¥176 · 共 16 件',
        '水果 ¥-1 · 满 ¥30 减 ¥1',
        '蔬菜 ¥-1 · 满 ¥30 减 ¥1',
        '蛋奶 ¥-1 · 满 ¥30 减 ¥1',
        '满减券 ¥-20 · 满 ¥172 减 ¥20',
        '应付 ¥153',
        '这次没算「肉」，反而少付 ¥15',
      ],
    ],
    [
      '用券不影响免运费：41 元免运，减 10 元以后还是免',
      { 五花肉: 1, 苹果: 2 },
      { coupons: [amountOff(0, 10)], delivery: toTheDoor(6, 35, 39) },
      ['商品 ¥41 · 共 3 件', '满减券 ¥-10 · 无门槛减 ¥10', '运费 ¥0 · 满 ¥39 免运费', '应付 ¥31'],
    ],
    [
      '免运费看满减以后的钱：41 元减到 36 元，运费 3 元',
      { 五花肉: 1, 苹果: 2 },
      { offers: [spendSave([[40, 5]])], delivery: toTheDoor(3, 30, 39) },
      [
        '商品 ¥41 · 共 3 件',
        '满减 ¥-5 · 满 ¥40 减 ¥5',
        '运费 ¥3 · 满 ¥39 免运费，还差 ¥3',
        '应付 ¥39',
        '再买 ¥3 免运费',
      ],
    ],
    [
      '运费要是 6 元，减 5 元反而贵：不算满减，41 元免运费',
      { 五花肉: 1, 苹果: 2 },
      { offers: [spendSave([[40, 5]])], delivery: toTheDoor(6, 30, 39) },
      ['商品 ¥41 · 共 3 件', '运费 ¥0 · 满 ¥39 免运费', '应付 ¥41', '这次没算「满减」，反而少付 ¥1'],
    ],
  ])
})

describe('每件商品分到多少（KF-20）', () => {
  it('满 ¥50 减 ¥5 与蔬菜券减 ¥3：排骨 45 元、番茄 12 元', () => {
    const { lines } = price(
      basketOf(
        { 排骨: 1, 番茄: 2 },
        { offers: [spendSave([[50, 5]])], coupons: [amountOff(0, 3, { scope: category('蔬菜') })] },
      ),
      NOON,
    )
    // 5 × 45/57 = 3.947…, 5 × 12/57 = 1.052…: the odd fen goes to the larger remainder.
    expect(lines).toMatchObject([
      { goodsId: '排骨', list: 4500, spendSave: 395, coupon: 0, paid: 4105 },
      { goodsId: '番茄', list: 1200, spendSave: 105, coupon: 300, paid: 795 },
    ])
  })
})
