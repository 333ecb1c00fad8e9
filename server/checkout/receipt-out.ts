import type { ReceiptOut } from '../../src/contract/cart'
import type { Receipt } from '../../src/domain/pricing/receipt'

/** The receipt as it travels: without the verdicts on coupons, which go with the coupons. */
export const receiptOut = (receipt: Receipt): ReceiptOut => ({
  lines: [...receipt.lines],
  gifts: [...receipt.gifts],
  parts: [...receipt.parts],
  goodsTotal: receipt.goodsTotal,
  afterOffers: receipt.afterOffers,
  deliveryFee: receipt.deliveryFee,
  saved: receipt.saved,
  total: receipt.total,
  next: receipt.next,
  notices: [...receipt.notices],
  missingForDelivery: receipt.missingForDelivery,
})
