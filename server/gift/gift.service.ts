import { v7 as uuid } from 'uuid'
import type { GiftAcceptAnswer, GiftAnswer, GiftsAnswer, GiveAnswer } from '../../src/contract/gift'
import { type Refusal, refuse } from '../../src/contract/errors'
import { effectiveGiftState, GIFT_LASTS, maskedName, refuseGive } from '../../src/domain/gift/gift'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { type Keys, linkToken, readLinkToken } from '../keys'
import { tell } from '../reminder/inbox.service'
import * as gifts from './gift.repository'

export type Give = {
  readonly couponId: string
  readonly giverId: string
  readonly giverName: string
  readonly message: string
  readonly now: Instant
}

/** Makes a gift of a coupon one holds. An earlier gift of it that nobody took is closed first. */
export async function give(tx: Tx, keys: Keys, ask: Give): Promise<GiveAnswer | Refusal> {
  const { couponId, giverId, now } = ask
  const id = uuid()
  await gifts.closeRunOut(tx, couponId, giverId, now)
  const gift = {
    id,
    couponId,
    giverId,
    giverName: maskedName(ask.giverName),
    message: ask.message.trim(),
    lastsMs: GIFT_LASTS,
  }
  const expiresAt = await gifts.offer(tx, gift, now)
  if (expiresAt !== null) return { giftId: id, token: linkToken(keys, 'gift', id), expiresAt }

  const coupon = await gifts.findGiveable(tx, couponId, giverId)
  if (!coupon) return refuse('COUPON_NOT_FOUND')
  // When nothing speaks against it any more, it was on its way in the moment we tried and has just come back.
  const reason = refuseGive(coupon, coupon.maxHops, now) ?? 'COUPON_GIFTING'
  return reason === 'COUPON_EXPIRED' ? refuse(reason, { closedAt: coupon.usable.closesAt }) : refuse(reason)
}

/** What the landing page shows. Looking takes nothing and leaves no trace. */
export async function look(
  db: Db,
  keys: Keys,
  ask: { token: string; residentId: string | null; now: Instant },
): Promise<GiftAnswer | Refusal> {
  const giftId = readLinkToken(keys, 'gift', ask.token)
  const gift = giftId && (await gifts.findCard(db, giftId))
  if (!gift) return refuse('GIFT_NOT_FOUND')
  const { giverName, message, coupon, expiresAt } = gift
  const me = ask.residentId
  return {
    state: effectiveGiftState(gift, ask.now),
    mine: me === null ? 'neither' : me === gift.giverId ? 'giver' : me === gift.receiverId ? 'receiver' : 'neither',
    giverName,
    message,
    expiresAt,
    coupon,
    couponId: me !== null && me === gift.holderId ? gift.couponId : null,
  }
}

/**
 * Takes a gift: the first resident who does gets the coupon, exactly one person ever. Who has it already is told so again.
 * Limits of the batch count claims, not gifts: one may receive what one has claimed before.
 */
export async function accept(
  tx: Tx,
  keys: Keys,
  ask: { token: string; receiverId: string; now: Instant },
): Promise<GiftAcceptAnswer | Refusal> {
  const giftId = readLinkToken(keys, 'gift', ask.token)
  if (!giftId) return refuse('GIFT_NOT_FOUND')
  const accepted = await gifts.accept(tx, giftId, ask.receiverId, ask.now)
  if (!accepted) return refuseAccept(tx, giftId, ask.receiverId, ask.now)
  if (accepted.couponId === null) return refuse('GIFT_RETURNED')
  await tell(
    tx,
    [
      {
        residentId: accepted.giverId,
        kind: 'gift-accepted',
        title: '你送的券已被收下',
        body: `「${accepted.title}」已有邻居收下，记在对方的卡包里了`,
        page: null,
        once: `gift-accepted:${giftId}`,
      },
    ],
    ask.now,
  )
  return { couponId: accepted.couponId }
}

/** Why a gift cannot be taken; to the one who took it already, that they have it. */
async function refuseAccept(
  tx: Tx,
  giftId: string,
  receiverId: string,
  now: Instant,
): Promise<GiftAcceptAnswer | Refusal> {
  const gift = await gifts.find(tx, giftId)
  if (!gift) return refuse('GIFT_NOT_FOUND')
  if (gift.receiverId === receiverId) return { couponId: gift.couponId }
  const state = effectiveGiftState(gift, now)
  return refuse(state === 'offered' ? 'GIFT_OWN' : ENDED[state])
}

const ENDED = {
  accepted: 'GIFT_ACCEPTED',
  'taken-back': 'GIFT_TAKEN_BACK',
  returned: 'GIFT_RETURNED',
} as const

/** Takes a gift back before anybody took it. Taking back twice is the same as once; what is not one's own does not exist. */
export async function takeBack(
  tx: Tx,
  ask: { giftId: string; giverId: string; now: Instant },
): Promise<{ done: true } | Refusal> {
  if (await gifts.takeBack(tx, ask.giftId, ask.giverId, ask.now)) return { done: true }
  const gift = await gifts.find(tx, ask.giftId)
  if (!gift || gift.giverId !== ask.giverId) return refuse('GIFT_NOT_FOUND')
  const state = effectiveGiftState(gift, ask.now)
  if (state === 'taken-back') return { done: true }
  return refuse(state === 'accepted' ? 'GIFT_ACCEPTED' : 'GIFT_RETURNED')
}

/** What a giver has on offer, each with its token again, so that the same card can be sent once more. */
export async function open(db: Db, keys: Keys, giverId: string, now: Instant): Promise<GiftsAnswer> {
  const offered = await gifts.onOffer(db, giverId, now)
  return { gifts: offered.map((gift) => ({ ...gift, token: linkToken(keys, 'gift', gift.giftId) })) }
}

/**
 * Writes down offers that ran out, puts their coupons back and tells the givers: once, also in two processes at the same
 * time. Nothing waits for it: everybody reads an offer past its end as returned. Answers how many it closed; fewer than
 * `limit` means that none is left.
 */
export async function returnExpiredGifts(db: Db, now: Instant, limit: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const returned = await gifts.closeExpired(tx, now, limit)
    const told = returned.filter(({ back }) => back).map((gift) => returnedTold(gift, now))
    if (told.length > 0) await tell(tx, told, now)
    return returned.length
  })
}

const returnedTold = (gift: gifts.Returned, now: Instant) => ({
  residentId: gift.giverId,
  kind: 'gift-returned' as const,
  title: '你送的券回来了',
  body:
    gift.usableUntil <= now
      ? `「${gift.title}」没有人领取，券也到期了`
      : `「${gift.title}」没有人领取，已回到你的卡包，可以自己用，也可以再送`,
  page: `packages/coupon/detail/index?couponId=${gift.couponId}`,
  once: `gift-returned:${gift.giftId}`,
})
