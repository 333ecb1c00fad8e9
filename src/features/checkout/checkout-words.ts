import type { CheckoutAnswer } from '../../contract/checkout'
import { isPhone } from '../../domain/phone'
import type { Instant } from '../../domain/time'
import { exactYuan } from '../../ui/amount'
import { nearSlot } from '../../ui/moment'
import type { Contact, Wish } from './wish'

export type Trouble = CheckoutAnswer['troubles'][number]
type CheckoutCoupon = CheckoutAnswer['coupons'][number]['coupon']

const OF_GOODS: ReadonlySet<string> = new Set(['GOODS_UNAVAILABLE', 'GOODS_SHORT', 'GOODS_LIMIT'])
const OF_SLOT: ReadonlySet<string> = new Set(['SLOT_CLOSED', 'SLOT_FULL'])
const OF_ADDRESS: ReadonlySet<string> = new Set(['DELIVERY_OUTSIDE', 'DELIVERY_MINIMUM', 'ADDRESS_NOT_FOUND'])

/** Where a trouble stands on the page: beside what it is about. */
export function placeOf({ code }: Pick<Trouble, 'code'>): 'goods' | 'slot' | 'address' | 'whole' {
  if (OF_GOODS.has(code)) return 'goods'
  if (OF_SLOT.has(code)) return 'slot'
  return OF_ADDRESS.has(code) ? 'address' : 'whole'
}

/** 微信支付 ¥40.50 · 余额支付 ¥40.50 · 确认下单 ¥0.00 */
export function payWords({ toPay, receipt }: Pick<CheckoutAnswer, 'toPay' | 'receipt'>): string {
  if (toPay > 0) return `微信支付 ${exactYuan(toPay)}`
  return receipt.total > 0 ? `余额支付 ${exactYuan(receipt.total)}` : `确认下单 ${exactYuan(0)}`
}

/** The one thing the button at the bottom does: buy, or what has to be done before one can. */
export type Step = {
  readonly does: 'submit' | 'slot' | 'address' | 'pickup' | 'more' | 'contact' | 'unpaid' | 'wait'
  readonly words: string
}

export function nextStep(look: CheckoutAnswer, wish: Wish, contact: Contact): Step {
  const has = (code: Trouble['code']): Trouble | undefined => look.troubles.find((trouble) => trouble.code === code)
  if (has('STORE_NOT_OPEN_YET')) return { does: 'wait', words: '还没开门' }
  if (look.lines.some(({ trouble }) => trouble) || look.troubles.some((trouble) => placeOf(trouble) === 'goods'))
    return { does: 'wait', words: '先调整上面的商品' }
  if (wish.kind === 'delivery') {
    if (!look.address) return { does: 'address', words: '选择收货地址' }
    if (has('DELIVERY_OUTSIDE')) return { does: 'pickup', words: '改成到店自提' }
    if (has('DELIVERY_MINIMUM')) return { does: 'more', words: '去凑单' }
  }
  if (!look.slot || look.troubles.some((trouble) => placeOf(trouble) === 'slot'))
    return { does: 'slot', words: '选一个时段' }
  if (has('TOO_MANY_UNPAID')) return { does: 'unpaid', words: '看看待付款的订单' }
  if (wish.kind === 'pickup' && (contact.name.trim() === '' || !isPhone(contact.phone)))
    return { does: 'contact', words: '填写提货人' }
  return { does: 'submit', words: payWords(look) }
}

/** A coupon that was in and no longer is: ended, not enough for it any more, or used up elsewhere. */
function goneWords({ id, title, usableUntil }: CheckoutCoupon, after: CheckoutAnswer, now: Instant): string {
  if (now >= usableUntil) return `“${title}”到期了，这次没有用它`
  const held = after.coupons.some(({ coupon }) => coupon.id === id)
  return held ? `“${title}”这次用不上了，还在你的卡券里` : `“${title}”已经不在可用的券里，这次没有用它`
}

/** What is another than when the shopper looked last, one sentence each. */
export function changesBetween(before: CheckoutAnswer, after: CheckoutAnswer, now: Instant): string[] {
  const applied = after.coupons.filter((coupon) => coupon.applied).map(({ coupon }) => coupon.id)
  const gone = before.coupons.filter((one) => one.applied && !applied.includes(one.coupon.id))
  const slot = after.slot && before.slot?.opensAt !== after.slot.opensAt ? nearSlot(after.slot, now) : null
  return [
    ...gone.map(({ coupon }) => goneWords(coupon, after, now)),
    ...(slot ? [`时段换成了${slot}`] : []),
    ...(before.receipt.total === after.receipt.total
      ? []
      : [`合计从 ${exactYuan(before.receipt.total)} 变成 ${exactYuan(after.receipt.total)}`]),
  ]
}

/** 剩 3 个 · 约满了; many are not counted. */
export const placesLeft = (left: number): string | null => (left === 0 ? '约满了' : left <= 5 ? `剩 ${left} 个` : null)
