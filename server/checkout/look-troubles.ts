import type { Static } from 'typebox'
import type { CheckoutQuestion, CheckoutTrouble, NearestAnswer } from '../../src/contract/checkout'
import { type ErrorCode, type Refusal, refuse, sentenceOf } from '../../src/contract/errors'
import type { StoreCard } from '../../src/contract/launch'
import { fen, yuanParts } from '../../src/domain/money'
import { MOST_UNPAID } from '../../src/domain/order/order'
import type { Receipt } from '../../src/domain/pricing/receipt'
import type { Instant } from '../../src/domain/time'
import type { Slot } from '../slot/slot.service'
import type { Assembled } from './basket.service'
import type { LookedDoor } from './look-door'

export type Trouble = Static<typeof CheckoutTrouble>
type Code = Trouble['code'] & ErrorCode

/** A trouble in the words that a submit would be refused with. */
const asRefused = (code: Code, facts?: Refusal['facts'], words?: Refusal['words']): Trouble =>
  said(code, sentenceOf(refuse(code, facts, words)))
const said = (code: Code, words: string, storeId: string | null = null): Trouble => ({
  code,
  words,
  goodsId: null,
  storeId,
})

export const lineTroubles = ({ troubles }: Assembled): Trouble[] =>
  [...troubles.values()].map(({ code, words, goodsId }) => ({ code, words, goodsId, storeId: null }))

export function storeTroubles(store: StoreCard, unpaid: number, now: Instant): Trouble[] {
  return [
    ...(now < store.trialOpensAt ? [asRefused('STORE_NOT_OPEN_YET', { opensAt: store.trialOpensAt })] : []),
    ...(unpaid >= MOST_UNPAID ? [asRefused('TOO_MANY_UNPAID', { most: MOST_UNPAID })] : []),
  ]
}

/**
 * The slot that would be taken: the one asked for while it can be had, or the earliest that has a place. Otherwise what became of it:
 * `slots` holds the others (KF-31, KF-32).
 */
export function chosenSlot(slots: readonly Slot[], wanted: number | null): { slot: Slot | null; troubles: Trouble[] } {
  const slot = wanted === null ? slots.find(({ left }) => left > 0) : slots.find(({ opensAt }) => opensAt === wanted)
  if (slot && slot.left > 0) return { slot, troubles: [] }
  const full = slot !== undefined || (wanted === null && slots.length > 0)
  if (wanted !== null) return { slot: null, troubles: [asRefused(full ? 'SLOT_FULL' : 'SLOT_CLOSED')] }
  const words = full ? '能约的时段都约满了，晚些再来看看' : '现在没有能约的时段'
  return { slot: null, troubles: [said(full ? 'SLOT_FULL' : 'SLOT_CLOSED', words)] }
}

/** What a delivery still lacks. `others`: who else could bring the basket to this door (KF-30, KF-50). */
export function doorTroubles(
  door: LookedDoor,
  question: CheckoutQuestion,
  receipt: Receipt,
  others: NearestAnswer | null,
): Trouble[] {
  if (door.kind === 'pickup') return []
  if (!door.address) {
    const named = question.fulfilment.kind === 'delivery' && question.fulfilment.addressId !== null
    return named ? [asRefused('ADDRESS_NOT_FOUND')] : [said('ADDRESS_NOT_FOUND', '还没有收货地址，先添加一个')]
  }
  if (!door.hit) return [outside(others)]
  if (receipt.missingForDelivery === 0) return []
  const { yuan, fen: cents } = yuanParts(fen(receipt.missingForDelivery))
  return [asRefused('DELIVERY_MINIMUM', undefined, { missing: `${yuan}.${cents}` })]
}

function outside(others: NearestAnswer | null): Trouble {
  const delivering = others?.stores.filter((one) => one.delivers) ?? []
  const other = delivering.find((one) => one.whole) ?? delivering[0]
  if (!other) return asRefused('DELIVERY_OUTSIDE')
  const lacks = other.whole ? '' : `，不过有 ${other.missing.length} 样商品那边不够`
  const words = `这个地址本店送不到，${other.store.name}可以送${lacks}`
  return said('DELIVERY_OUTSIDE', words, other.store.id)
}
