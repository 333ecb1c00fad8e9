import { type Fen, fen } from '../money'
import type { DeliveryTerms } from './basket'
import { type Draft, totalOf } from './draft'
import { LOOKS_AT } from './stacking'
import { deliveryWords } from './words'

/** The fee of the zone, or none from `freeFrom` on. An empty basket and one collected in the store pay none. */
export function chargeDelivery(draft: Draft): Draft {
  const terms = draft.basket.delivery
  if (!terms || draft.lines.length === 0) return draft
  const goods = totalOf(draft.lines, LOOKS_AT.delivery)
  const fee = isFree(terms, goods) ? fen(0) : terms.fee
  const because = deliveryWords(terms.freeFrom, goods)
  return {
    ...draft,
    fee,
    parts: [...draft.parts, { kind: 'delivery', sourceId: null, title: '运费', because, amount: fee }],
  }
}

const isFree = (terms: DeliveryTerms, goods: Fen): boolean => terms.freeFrom !== null && goods >= terms.freeFrom

/** How much more goods this door asks for; 0 when it is enough, or the goods are collected. */
export function missingForDelivery(draft: Draft): Fen {
  const minimum = draft.basket.delivery?.minimum ?? 0
  return fen(Math.max(0, minimum - totalOf(draft.lines, LOOKS_AT.delivery)))
}
