import type { CouponPreview } from '../../contract/staff'
import type { CouponValue } from '../../domain/coupon/coupon'
import { yuan } from '../../domain/money'
import { conditionOf, valueInWords } from '../../ui/coupon-words'

/** What the clerk does with a coupon, in the words of the screen. */
export type Handover = {
  /** 可以交货 */
  readonly may: string
  /** 草海土鸡蛋 · 减 20 元 */
  readonly what: string
  /** 10 枚; `null` when nothing is handed over. */
  readonly amount: string | null
  /** What to see to: 收款 ¥9.9 · 满 99 可用 */
  readonly mind: string | null
  readonly confirm: string
  readonly confirming: string
  readonly done: string
}

/** An order, and what is given away for nothing: goods over the counter. */
export const GOODS = {
  may: '可以交货',
  confirm: '确认已交给顾客',
  confirming: '正在记下',
  done: '已交货',
} as const

export function handoverOf(card: Pick<CouponPreview, 'value'>): Handover {
  const value = card.value as CouponValue
  if (value.kind === 'exchange') {
    return {
      ...GOODS,
      what: value.goods.name,
      amount: `${value.goods.quantity} ${value.goods.unit}`,
      mind: value.price > 0 ? `先收 ${yuan(value.price)}` : null,
    }
  }
  const condition = conditionOf(value)
  return {
    may: '可以使用',
    what: valueInWords(value),
    amount: null,
    mind: condition === '无门槛' ? null : condition,
    confirm: '确认用在这一单',
    confirming: '正在记下',
    done: '已核销',
  }
}

/** 王** · 尾号 8000 · 5 件 */
export const customerLine = (order: { readonly customer: string; readonly units: number }): string =>
  `${order.customer} · ${order.units} 件`

/** How an order is called aloud: 订单 4218 */
export const orderName = (number: string): string => `订单 ${number.slice(-4)}`

/** `1234 5___`: what is typed so far, in the two groups in which it is read out. */
export function groupTyped(digits: string): readonly [string, string] {
  const padded = digits.padEnd(8, '_')
  return [padded.slice(0, 4), padded.slice(4, 8)]
}
