import type { StaffOrderAnswer } from '../../src/contract/staff-order'

type Line = StaffOrderAnswer['lines'][number]

const line = (over: Partial<Line>): Line => ({
  id: 'tomato-line',
  kind: 'goods',
  goodsId: 'tomato',
  name: '番茄',
  picture: 'tomato',
  unit: '份',
  soldBy: 'piece',
  quantity: 2,
  orderedGrams: null,
  pickedQuantity: null,
  pickedGrams: null,
  list: 1380,
  paid: 1380,
  kept: null,
  refunded: 0,
  refundedQuantity: 0,
  insteadOf: null,
  consent: null,
  shelf: '蔬菜 A-02',
  shelfZone: 'produce',
  per500g: null,
  ...over,
})

/** Two units for ¥13.80. */
export const tomato = line({})
/** One of about 650 g for ¥31.20. */
export const fish = line({
  id: 'fish-line',
  goodsId: 'fish',
  name: '鲈鱼',
  unit: '条',
  soldBy: 'weight',
  quantity: 1,
  orderedGrams: 650,
  list: 3120,
  paid: 3120,
  shelf: '水产 D-04',
  shelfZone: 'aquatic',
  per500g: 2400,
})
/** A question about the tomatoes. */
export const cherries = line({
  id: 'cherry-line',
  kind: 'substitute',
  goodsId: 'cherry',
  name: '圣女果',
  unit: '盒',
  quantity: 1,
  list: 680,
  paid: 0,
  insteadOf: tomato.id,
  consent: 'asked',
})

/** An order that is being picked, its lines in the order of the walk. */
export const anOrder = (over: Partial<StaffOrderAnswer> = {}): StaffOrderAnswer => ({
  id: 'o1',
  number: '202608130042',
  state: 'picking',
  fulfilment: 'pickup',
  slot: null,
  customer: '张** · 尾号 8000',
  kinds: 2,
  units: 3,
  picked: 0,
  question: false,
  weighs: true,
  placedAt: 0,
  picker: '小李',
  remark: '',
  source: 'mini-program',
  lines: [tomato, fish],
  total: 4500,
  refunded: 0,
  address: '',
  at: null,
  phone: '',
  ...over,
})
