import { fen, yuan } from '../money'
import type { SpecialOffer } from './basket'
import { type Draft, type DraftLine, openOffers } from './draft'
import type { OfferNotice, ReceiptPart } from './receipt'

/**
 * 特价: each line takes the one special that saves most, for as many units as this person and the offer have left; the rest is at
 * the usual price. A special above the usual price is none.
 */
export function takeSpecials(draft: Draft): Draft {
  const offers = openOffers(draft, 'special')
  const taken = draft.lines.map((line) => bestSpecial(line, offers))
  const made = taken.flatMap((one) => (one && one.units > 0 ? [one] : []))
  return {
    ...draft,
    lines: draft.lines.map((line, i) => {
      const one = taken[i]
      return one ? { ...line, special: savingOf(one), specialUnits: one.units } : line
    }),
    parts: [...draft.parts, ...made.sort(byOffer).map(partOf)],
    notices: [...draft.notices, ...taken.flatMap((one) => (one ? noticeOf(one) : []))],
  }
}

type Taken = { readonly line: DraftLine; readonly offer: SpecialOffer; readonly units: number }

const savingOf = ({ line, offer, units }: Taken) => fen(units * (line.unitPrice - offer.price))
const byOffer = (a: Taken, b: Taken): number => (a.offer.id < b.offer.id ? -1 : 1)

/** Units of `offer` that this person can still have. */
function limitOf(offer: SpecialOffer): number {
  const ofPerson = offer.perPerson === null ? Infinity : offer.perPerson - offer.taken
  return Math.max(0, Math.min(ofPerson, offer.left ?? Infinity))
}

/** When all that would save have run out, the cheapest of them with 0 units: it is worth a notice. Equals: the lower id. */
function bestSpecial(line: DraftLine, offers: readonly SpecialOffer[]): Taken | null {
  return offers
    .filter((offer) => offer.goodsId === line.goodsId && offer.price < line.unitPrice)
    .map((offer) => ({ line, offer, units: Math.min(line.quantity, limitOf(offer)) }))
    .reduce<Taken | null>((best, one) => (best && !betterThan(one, best) ? best : one), null)
}

const betterThan = (one: Taken, best: Taken): boolean =>
  savingOf(one) > savingOf(best) || (savingOf(one) === savingOf(best) && one.offer.price < best.offer.price)

function partOf(one: Taken): ReceiptPart {
  const { line, offer, units } = one
  const rest = line.quantity - units
  const each = `${units} 件按 ${yuan(offer.price)}，每件省 ${yuan(fen(line.unitPrice - offer.price))}`
  return {
    kind: 'special',
    sourceId: offer.id,
    title: offer.title,
    because: rest > 0 ? `${each}；其余 ${rest} 件按原价` : each,
    amount: fen(-savingOf(one)),
  }
}

function noticeOf({ line, offer, units }: Taken): OfferNotice[] {
  if (units === line.quantity) return []
  const ofPerson = offer.perPerson !== null && offer.perPerson - offer.taken <= (offer.left ?? Infinity)
  const rest = units > 0 ? `其余 ${line.quantity - units} 件按原价` : '这次按原价'
  return ofPerson
    ? [{ offerId: offer.id, code: 'PERSON_LIMIT', words: `「${offer.title}」每人限 ${offer.perPerson} 件，${rest}` }]
    : [
        {
          offerId: offer.id,
          code: 'OFFER_USED_UP',
          words: units > 0 ? `「${offer.title}」只剩 ${units} 件，${rest}` : `「${offer.title}」已抢完，${rest}`,
        },
      ]
}
