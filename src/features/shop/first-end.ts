import type { GoodsCard } from '../../contract/shop'
import type { Instant } from '../../domain/time'

/** When the first of these special prices ends; `null` when none is running. */
export function firstEnd(goods: readonly GoodsCard[], now: Instant): Instant | null {
  const ends = goods.flatMap(({ special }) => (special && special.closesAt > now ? [special.closesAt] : []))
  return ends.length === 0 ? null : (Math.min(...ends) as Instant)
}
