import type { Static } from 'typebox'
import type { CheckoutCoupon } from '../../src/contract/checkout'
import type { CouponCard } from '../../src/contract/coupon'
import { yuan } from '../../src/domain/money'
import type { CouponVerdict } from '../../src/domain/pricing/receipt'
import { reasonInWords } from '../../src/domain/pricing/reasons'
import { endInWords } from '../../src/domain/reminder/words'
import type { Instant } from '../../src/domain/time'
import { couponsOf } from '../coupon/coupon.service'
import type { Db } from '../database/connection'
import type { Assembled, JudgedCoupon } from './basket.service'

type Shown = Static<typeof CheckoutCoupon>

/** The shopper's coupons: those that are used, those that could be instead by what they save, the rest with what they lack. */
export function couponsOut({ coupons }: Assembled): Shown[] {
  const rank = (one: Shown): number => (one.applied ? 0 : one.choosable ? 1 : 2)
  return [...coupons.values()].map(couponOut).sort((a, b) => rank(a) - rank(b) || b.saves - a.saves) // a stable sort
}

function couponOut({ card, verdict }: JudgedCoupon): Shown {
  if (verdict.applied)
    return { coupon: card, applied: true, saves: verdict.saves, choosable: true, words: `已减 ${yuan(verdict.saves)}` }
  const { reason } = verdict
  const saves = 'saves' in reason ? reason.saves : 0
  return { coupon: card, applied: false, saves, choosable: 'saves' in reason, words: reasonInWords(reason) }
}

/** One sentence for each coupon that was asked for and is not used; none of them stops anything (KF-16). */
export async function droppedOut(
  db: Db,
  ask: { residentId: string; coupons: 'best' | readonly string[]; basket: Assembled; now: Instant },
): Promise<string[]> {
  const { basket } = ask
  if (ask.coupons === 'best') return []
  const strange = ask.coupons.filter((id) => !basket.coupons.has(id))
  const cards = new Map((await couponsOf(db, ask.residentId, strange, ask.now)).map((card) => [card.id, card]))
  return [...new Set(ask.coupons)].flatMap((id) => {
    const known = basket.coupons.get(id)
    if (known) return known.verdict.applied ? [] : [notUsed(known.card, known.verdict)]
    const card = cards.get(id)
    return [card ? overWords(card) : '有一张券已经不在你的卡包里，这次没有用它']
  })
}

function notUsed(card: CouponCard, verdict: Extract<CouponVerdict, { applied: false }>): string {
  return `「${card.title}」这次没有用上：${reasonInWords(verdict.reason)}`
}

const overWords = (card: CouponCard): string =>
  card.shelf === 'used'
    ? `「${card.title}」已经用过了，这次没有用它`
    : `「${card.title}」已于 ${endInWords(card.usableUntil as Instant)} 到期，这次没有用它`
