import type { CouponValue } from '../domain/coupon/coupon'
import { yuan } from '../domain/money'
import { discount } from './quantity'

/** What stands under the value: 满 99 可用 · 最多减 30 元 · 凭券领 10 枚. */
export function conditionOf(value: CouponValue): string {
  if (value.kind === 'exchange') {
    const amount = `${value.goods.quantity} ${value.goods.unit}`
    return value.price > 0 ? `${yuan(value.price)} 换 ${amount}` : `凭券领 ${amount}`
  }
  if (value.kind === 'percent-off' && value.cap !== null) return `最多减 ${yuan(value.cap).slice(1)} 元`
  return value.threshold > 0 ? `满 ${yuan(value.threshold).slice(1)} 可用` : '无门槛'
}

/** The value in words, for reading aloud: 减 20 元 · 8.8 折 · 免运费 · 土鸡蛋 10 枚. */
export function valueInWords(value: CouponValue): string {
  switch (value.kind) {
    case 'amount-off':
      return `减 ${yuan(value.off).slice(1)} 元`
    case 'percent-off':
      return `${discount(value.percent)} 折`
    case 'free-delivery':
      return '免运费'
    case 'exchange':
      return `${value.goods.name} ${value.goods.quantity} ${value.goods.unit}`
  }
}
