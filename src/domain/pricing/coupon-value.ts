import type { CouponValue } from '../coupon/coupon'
import { type Fen, fen } from '../money'
import { phaseOf } from '../time'
import type { BasketCoupon } from './basket'
import { amountOf, type Draft, least, sumOf, within } from './draft'
import type { CouponReason } from './receipt'
import { roundedPart } from './rounding'
import { COUPON_STEP, LOOKS_AT } from './stacking'

/** What a coupon would do now. `over`: the amounts of the lines it takes off from, 0 for others; `eligible` their sum. */
export type CouponEffect = { readonly saves: Fen; readonly eligible: Fen; readonly over: readonly Fen[] }
export type Judgement = { readonly effect: CouponEffect } | { readonly reason: CouponReason }

/** What a coupon would take off at this point of the price, or why it cannot (KF-9: one that takes off nothing cannot). */
export function judge(coupon: BasketCoupon, draft: Draft): Judgement {
  const reason = refuseCoupon(coupon, draft)
  if (reason) return { reason }
  const judged = judgeValue(coupon, draft)
  return 'effect' in judged && judged.effect.saves <= 0 ? { reason: { code: 'SAVES_NOTHING' } } : judged
}

/** What has nothing to do with the goods. An exchange of goods that the shop does not sell is handed over at the counter. */
function refuseCoupon(coupon: BasketCoupon, draft: Draft): CouponReason | null {
  if (coupon.busy === 'gifting') return { code: 'GIFTING' }
  if (coupon.busy === 'reserved') return { code: 'RESERVED' }
  if (!coupon.usableOnline) return { code: 'COUNTER_ONLY' }
  if (coupon.value.kind === 'exchange' && coupon.value.goods.goodsId === undefined) return { code: 'COUNTER_ONLY' }
  if (!coupon.storeIds.includes(draft.basket.storeId)) return { code: 'OTHER_STORE' }
  const phase = phaseOf(coupon.usable, draft.now)
  if (phase === 'upcoming') return { code: 'NOT_YET', opensAt: coupon.usable.opensAt }
  if (phase === 'closed') return { code: 'ENDED', closedAt: coupon.usable.closesAt }
  return null
}

function judgeValue(coupon: BasketCoupon, draft: Draft): Judgement {
  const { value } = coupon
  if (value.kind === 'exchange') return judgeExchange(value, draft)
  if (value.kind === 'free-delivery' && draft.fee === 0) return { reason: { code: 'SAVES_NOTHING' } }
  const basis = LOOKS_AT[COUPON_STEP[value.kind]]
  const inScope = draft.lines.map(within(coupon.scope))
  if (!inScope.includes(true)) return { reason: { code: 'NO_GOODS_IN_SCOPE' } }
  const over = draft.lines.map((line, i) => (inScope[i] ? amountOf(line, basis) : fen(0)))
  const eligible = sumOf(over)
  if (eligible < value.threshold) return { reason: { code: 'THRESHOLD', missing: fen(value.threshold - eligible) } }
  return { effect: { saves: worthOf(value, eligible, draft.fee), eligible, over } }
}

/** What a coupon takes off goods of `eligible` (at least its threshold), or off `fee`: never more than there is (KF-13). */
export function worthOf(value: Exclude<CouponValue, { kind: 'exchange' }>, eligible: Fen, fee: Fen): Fen {
  switch (value.kind) {
    case 'amount-off':
      return least(value.off, eligible)
    case 'percent-off': {
      // What is taken off is rounded, half a fen upwards: ¥0.05 at 9 折 costs ¥0.04.
      const off = roundedPart(eligible, 100 - value.percent, 100)
      return value.cap === null ? off : least(off, value.cap)
    }
    case 'free-delivery':
      return fee
  }
}

/**
 * The goods decide, the scope does not: `quantity` units of them must be in the basket. They cost their even part of what the line
 * costs after offers (so it does not matter which of them had the special price), rounded; the coupon makes that `price`.
 */
function judgeExchange(value: Extract<CouponValue, { kind: 'exchange' }>, draft: Draft): Judgement {
  const { goodsId, quantity } = value.goods
  const line = draft.lines.find((one) => one.goodsId === goodsId)
  const missing = quantity - (line?.quantity ?? 0)
  if (!line || missing > 0) return { reason: { code: 'GOODS_MISSING', missing } }
  const eligible = roundedPart(amountOf(line, LOOKS_AT.coupon), quantity, line.quantity)
  const over = draft.lines.map((one) => (one === line ? amountOf(line, LOOKS_AT.coupon) : fen(0)))
  return { effect: { saves: fen(Math.max(0, eligible - value.price)), eligible, over } }
}
