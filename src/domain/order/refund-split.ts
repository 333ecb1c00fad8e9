import { type Fen, fen } from '../money'

/** What of an order's payment can still go back, by the way it came. */
export type RefundRoom = { readonly wechat: Fen; readonly balance: Fen }

/**
 * How an amount goes back: by WeChat as far as something was paid there and has not gone back yet, the rest to the member balance.
 * @throws RangeError when it is more than is left of both
 */
export function splitRefund(amount: Fen, room: RefundRoom): RefundRoom {
  if (amount < 0 || amount > room.wechat + room.balance)
    throw new RangeError(`${amount} fen cannot go back of ${room.wechat} + ${room.balance}`)
  const wechat = Math.min(amount, room.wechat)
  return { wechat: fen(wechat), balance: fen(amount - wechat) }
}
