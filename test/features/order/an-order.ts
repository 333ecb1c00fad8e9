import type { OrderAnswer, OrderLine, OrderSummary } from '../../../src/contract/order'
import { HOUR, instant, MINUTE, plus } from '../../../src/domain/time'
import { NOON } from '../../support/client'
import { storeCard } from '../delivery-range/harness'

export const EVENING = instant('2026-06-01T17:00:00+08:00')
export const SLOT = { opensAt: EVENING, closesAt: plus(EVENING, HOUR) }

/** Two tomatoes, not picked yet. */
export const anOrderLine = (part: Partial<OrderLine> = {}): OrderLine => ({
  id: 'l1',
  kind: 'goods',
  goodsId: 'tomato',
  name: '普罗旺斯番茄',
  picture: 'tomato',
  unit: '份',
  soldBy: 'piece',
  quantity: 2,
  orderedGrams: null,
  pickedQuantity: null,
  pickedGrams: null,
  list: 1380,
  paid: 1180,
  kept: null,
  refunded: 0,
  refundedQuantity: 0,
  insteadOf: null,
  consent: null,
  ...part,
})

/** For pickup this evening, waiting to be paid. */
export const anOrder = (part: Partial<OrderAnswer> = {}): OrderAnswer => ({
  id: 'o1',
  number: '202606011200123456',
  trackingCode: 'T1',
  store: storeCard(),
  state: 'pending_payment',
  fulfilment: 'pickup',
  slot: SLOT,
  contact: { name: '王阿姨', phone: '13800008000' },
  address: '',
  remark: '',
  placedAt: NOON,
  payUntil: plus(NOON, 15 * MINUTE),
  lines: [anOrderLine()],
  parts: [],
  goods: 1380,
  saved: 200,
  delivery: 0,
  total: 1180,
  balancePaid: 0,
  wechatPaid: 1180,
  refunded: 0,
  refunds: [],
  requests: [],
  review: null,
  steps: [],
  may: { pay: true, cancel: true, showCode: false, askRefund: false, review: false },
  endReason: null,
  ...part,
})

export const aSummary = (part: Partial<OrderSummary> = {}): OrderSummary => ({
  id: 'o1',
  number: '202606011200123456',
  storeId: 'here',
  storeName: '威宁广场店',
  state: 'ready',
  fulfilment: 'pickup',
  placedAt: NOON,
  payUntil: null,
  slot: SLOT,
  pictures: [{ picture: 'tomato', name: '普罗旺斯番茄' }],
  kinds: 1,
  units: 2,
  total: 1180,
  refunded: 0,
  question: false,
  reviewable: false,
  ...part,
})
