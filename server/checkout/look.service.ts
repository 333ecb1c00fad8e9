import type { CheckoutAnswer, CheckoutQuestion } from '../../src/contract/checkout'
import { type Refusal, refuse } from '../../src/contract/errors'
import { gcj02 } from '../../src/domain/geo'
import type { DeliveryTerms } from '../../src/domain/pricing/basket'
import type { Instant } from '../../src/domain/time'
import { cardsOf } from '../catalog/catalog.service'
import type { Db } from '../database/connection'
import type { ZoneFinder } from '../delivery/zone-finder'
import { storeCard } from '../launch/launch.service'
import { countUnpaid } from '../order/order.service'
import { balanceOf } from '../payment/balance.service'
import { slotsOf } from '../slot/slot.service'
import { assemble, merged } from './basket.service'
import { troubleOut } from './line-trouble'
import { couponsOut, droppedOut } from './look-coupons'
import { type LookedDoor, lookedDoor } from './look-door'
import { chosenSlot, doorTroubles, lineTroubles, storeTroubles } from './look-troubles'
import { nearest } from './nearest.service'
import { receiptOut } from './receipt-out'

export type Look = { readonly residentId: string; readonly question: CheckoutQuestion; readonly now: Instant }

/**
 * What submitting would buy, for how much, when and where to, and what stands in the way: said, not refused, so that the page always has
 * something to show. Nothing is taken or kept; submitting judges all of it again.
 */
export async function look(db: Db, zones: ZoneFinder, ask: Look): Promise<CheckoutAnswer | Refusal> {
  const { residentId, question, now } = ask
  const { storeId, fulfilment } = question
  const [store, door, unpaid, has] = await Promise.all([
    storeCard(db, storeId),
    lookedDoor(db, zones, { residentId, storeId, fulfilment }),
    countUnpaid(db, residentId),
    balanceOf(db, residentId),
  ])
  if (!store) return refuse('STORE_NOT_FOUND')
  const lines = merged(question.lines)
  const [basket, cards, slots, others] = await Promise.all([
    assemble(db, { storeId, residentId, lines, delivery: termsOf(door), choose: question.coupons, now }),
    cardsOf(
      db,
      storeId,
      lines.map((line) => line.goodsId),
      now,
    ),
    door.place ? slotsOf(db, door.place, now) : [],
    door.address && !door.hit ? whoElse(db, zones, ask, door.address.at) : null,
  ])
  const { receipt } = basket
  // without a zone there are no slots yet: the address is what is missing
  const { slot, troubles: slotTroubles } = door.place
    ? chosenSlot(slots, fulfilment.slotOpensAt)
    : { slot: null, troubles: [] }
  const uses = question.useBalance ? Math.min(has, receipt.total) : 0
  return {
    store,
    lines: linesOut(lines, cards, basket),
    receipt: receiptOut(receipt),
    slots,
    slot,
    address: door.address,
    zone: zoneOut(door),
    coupons: couponsOut(basket),
    balance: { has, uses },
    toPay: receipt.total - uses,
    troubles: [
      ...storeTroubles(store, unpaid, now),
      ...lineTroubles(basket),
      ...doorTroubles(door, question, receipt, others),
      ...slotTroubles,
    ],
    notes: await droppedOut(db, { residentId, coupons: question.coupons, basket, now }),
  }
}

const termsOf = ({ hit }: LookedDoor): DeliveryTerms | null =>
  hit && { fee: hit.zone.fee, minimum: hit.zone.minimum, freeFrom: hit.zone.freeFrom }

const whoElse = (db: Db, zones: ZoneFinder, { question, now }: Look, at: { lat: number; lng: number }) =>
  nearest(db, zones, { lines: question.lines, at: gcj02(at.lat, at.lng), now })

function linesOut(
  lines: readonly { goodsId: string; quantity: number }[],
  cards: Awaited<ReturnType<typeof cardsOf>>,
  { receipt, troubles }: Awaited<ReturnType<typeof assemble>>,
): CheckoutAnswer['lines'] {
  const quantities = new Map(lines.map((line) => [line.goodsId, line.quantity]))
  const paid = new Map(receipt.lines.map((line) => [line.goodsId, line.paid]))
  return cards.map((goods) => ({
    goods,
    quantity: quantities.get(goods.id)!,
    paid: paid.get(goods.id) ?? 0,
    trouble: troubleOut(troubles.get(goods.id)),
  }))
}

function zoneOut({ hit }: LookedDoor): CheckoutAnswer['zone'] {
  if (!hit) return null
  const { name, fee, minimum, freeFrom } = hit.zone
  return { name, fee, minimum, freeFrom, metres: Math.round(hit.metres) }
}
