import { allocate, fen } from '../money'
import type { BasketCoupon } from './basket'
import { type CouponEffect, judge } from './coupon-value'
import type { Draft } from './draft'
import type { CouponVerdict } from './receipt'
import { COUPON_STEP, type CouponStep } from './stacking'
import { couponWords } from './words'

type Candidate = { readonly coupon: BasketCoupon; readonly effect: CouponEffect }

/**
 * The one coupon of its step that saves most, of those the shopper wants; among equals the one that ends first, then the lower id.
 * One that saves nothing is no candidate, so no coupon is spent without need. Neither step's coupon changes what the other one's
 * threshold looks at, so the best of each step are the best together.
 */
export const takeCoupon =
  (step: CouponStep) =>
  (draft: Draft): Draft => {
    const judged = draft.coupons
      .filter((coupon) => COUPON_STEP[coupon.value.kind] === step)
      .map((coupon) => ({ coupon, judgement: judge(coupon, draft) }))
    const candidates = judged.flatMap(({ coupon, judgement }) =>
      'effect' in judgement && isWanted(coupon, draft) ? [{ coupon, effect: judgement.effect }] : [],
    )
    const chosen = candidates.reduce<Candidate | null>((best, one) => (best && !isBetter(one, best) ? best : one), null)
    const verdicts = judged.map(({ coupon, judgement }): CouponVerdict => {
      if (!('effect' in judgement)) return { couponId: coupon.id, applied: false, reason: judgement.reason }
      const { saves } = judgement.effect
      if (coupon === chosen?.coupon) return { couponId: coupon.id, applied: true, saves }
      const code = isWanted(coupon, draft) ? 'ANOTHER_CHOSEN' : 'NOT_CHOSEN'
      return { couponId: coupon.id, applied: false, reason: { code, saves } }
    })
    const priced = chosen ? apply(chosen, step, draft) : draft
    return { ...priced, verdicts: [...priced.verdicts, ...verdicts] }
  }

export const isWanted = (coupon: BasketCoupon, { basket }: Draft): boolean =>
  basket.choose === 'best' || basket.choose.includes(coupon.id)

/** Candidates come in the order of their ids, so an equal one later is not better. */
function isBetter(one: Candidate, best: Candidate): boolean {
  if (one.effect.saves !== best.effect.saves) return one.effect.saves > best.effect.saves
  return one.coupon.usable.closesAt < best.coupon.usable.closesAt
}

function apply({ coupon, effect }: Candidate, step: CouponStep, draft: Draft): Draft {
  const part = {
    kind: step,
    sourceId: coupon.id,
    title: coupon.title,
    because: couponWords(coupon.value, effect.saves, effect.eligible),
    amount: fen(-effect.saves),
  }
  const parts = [...draft.parts, part]
  if (step === 'free-delivery-coupon') return { ...draft, parts, fee: fen(draft.fee - effect.saves) }
  const shares = allocate(effect.saves, effect.over)
  return { ...draft, parts, lines: draft.lines.map((line, i) => ({ ...line, coupon: shares[i]! })) }
}
