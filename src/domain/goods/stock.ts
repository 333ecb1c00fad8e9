/**
 * What moves stock (the ledger's kinds). `received` 入库 · `held` by an order that was placed · `released` back when it ends unpaid or is
 * cancelled · `sold` when it is handed over · `returned` put back on the shelf · `wasted` 报损 · `adjusted` 盘点.
 */
export const STOCK_KINDS = ['received', 'held', 'released', 'sold', 'returned', 'wasted', 'adjusted'] as const
export type StockKind = (typeof STOCK_KINDS)[number]
