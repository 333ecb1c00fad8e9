/** 到店自提 · 送到家 */
export type Fulfilment = 'pickup' | 'delivery'
/** Where an order came from. */
export type OrderSource = 'mini-program' | 'till' | 'phone' | 'platform'
/** Who ended an order that did not reach its goal. */
export type EndedBy = 'resident' | 'staff' | 'timeout' | 'till'

/**
 * 待付款 · 待备货 · 备货中 · 备好了 · 配送中 · 已取货 · 已送达 · 已取消 (somebody decided it) · 已关闭 (not paid in time)
 */
export const ORDER_STATES = [
  'pending_payment',
  'paid',
  'picking',
  'ready',
  'delivering',
  'collected',
  'delivered',
  'cancelled',
  'closed',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** What moves an order. */
export type OrderMove =
  | 'pay'
  | 'time-out'
  | 'cancel'
  | 'start-picking'
  | 'make-ready'
  | 'set-out'
  | 'bring-back'
  | 'hand-over'
  | 'deliver'
  | 'refuse'
  | 'reverse'

type Move = {
  readonly from: readonly OrderState[]
  readonly to: OrderState
  /** Only for orders that are collected, or delivered; `null` for both. */
  readonly only: Fulfilment | null
}

/**
 * The one table of moves; each is one conditional UPDATE on `from` (server/order). `closed → paid`: a payment that came too late and
 * found the goods still there (KF-26). A delivery is packed (`ready`) before the courier takes it, and comes back to `ready` when
 * nobody was at the door.
 */
export const MOVES = {
  pay: { from: ['pending_payment', 'closed'], to: 'paid', only: null },
  'time-out': { from: ['pending_payment'], to: 'closed', only: null },
  /** By the resident: until picking begins. */
  cancel: { from: ['pending_payment', 'paid'], to: 'cancelled', only: null },
  'start-picking': { from: ['paid'], to: 'picking', only: null },
  'make-ready': { from: ['picking'], to: 'ready', only: null },
  'set-out': { from: ['ready'], to: 'delivering', only: 'delivery' },
  'bring-back': { from: ['delivering'], to: 'ready', only: 'delivery' },
  'hand-over': { from: ['ready'], to: 'collected', only: 'pickup' },
  deliver: { from: ['delivering'], to: 'delivered', only: 'delivery' },
  /** By the store: it cannot serve, or nobody came; everything goes back. */
  refuse: { from: ['paid', 'picking', 'ready', 'delivering'], to: 'cancelled', only: null },
  /** A wrong hand-over taken back. */
  reverse: { from: ['collected'], to: 'ready', only: 'pickup' },
} as const satisfies Record<OrderMove, Move>

/** Whether an order may be moved so. */
export function mayMove(
  order: { readonly state: OrderState; readonly fulfilment: Fulfilment },
  move: OrderMove,
): boolean {
  const { from, only } = MOVES[move] as Move
  return from.includes(order.state) && (only === null || only === order.fulfilment)
}

/** How an order's state is called where people read it. */
export const STATE_NAMES = {
  pending_payment: '待付款',
  paid: '待备货',
  picking: '备货中',
  ready: '备好了',
  delivering: '配送中',
  collected: '已取货',
  delivered: '已送达',
  cancelled: '已取消',
  closed: '已关闭',
} as const satisfies Record<OrderState, string>

/** Minutes an unpaid order holds its goods, its slot and its coupons (KF-25). */
export const PAY_MINUTES = 15
/** Unpaid orders one person may have at a time (KF-28). */
export const MOST_UNPAID = 3
/** More than that is a slip of the finger: ¥100,000 of goods at their usual price. */
export const MOST_ORDER_FEN = 10_000_000
