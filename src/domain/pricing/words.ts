import type { CouponValue } from '../coupon/coupon'
import { type Fen, fen, yuan } from '../money'

/** 满 ¥50 减 ¥5 · 减 ¥5 (from the first fen on) · 满 ¥10 减 ¥20，最多减到 ¥0 */
export function spendSaveWords(tier: { readonly threshold: Fen; readonly off: Fen }, eligible: Fen): string {
  const rule = tier.threshold > 0 ? `满 ${yuan(tier.threshold)} 减 ${yuan(tier.off)}` : `无门槛减 ${yuan(tier.off)}`
  return tier.off > eligible ? `${rule}，适用商品只需付 ${yuan(eligible)}，减到 ¥0` : rule
}

export const personLimitWords = (offer: { readonly title: string; readonly perPerson: number | null }): string =>
  `「${offer.title}」每人限参加 ${offer.perPerson} 次，你已经参加过了`

/** How a coupon came to take off `saves` of the `eligible` amount its goods still cost. */
export function couponWords(value: CouponValue, saves: Fen, eligible: Fen): string {
  switch (value.kind) {
    case 'amount-off':
      return spendSaveWords(value, eligible)
    case 'percent-off': {
      const rule = `${yuan(eligible)} 打 ${value.percent / 10} 折`
      return value.cap !== null && saves === value.cap ? `${rule}，最多减 ${yuan(value.cap)}` : rule
    }
    case 'exchange': {
      const goods = `${value.goods.quantity} ${value.goods.unit}${value.goods.name}`
      return value.price > 0 ? `${yuan(value.price)} 换 ${goods}` : `凭券领 ${goods}`
    }
    case 'free-delivery':
      return value.threshold > 0 ? `满 ${yuan(value.threshold)} 免运费` : '无门槛免运费'
  }
}

/** Why delivery costs what it costs; `missing` = 0 when it is free. */
export function deliveryWords(freeFrom: Fen | null, afterOffers: Fen): string {
  if (freeFrom === null) return ''
  if (afterOffers >= freeFrom) return `满 ${yuan(freeFrom)} 免运费`
  return `满 ${yuan(freeFrom)} 免运费，还差 ${yuan(fen(freeFrom - afterOffers))}`
}

/** 再买 ¥6.4 减 ¥10 · 再买 ¥3 送 土鸡蛋 · 再买 ¥5 免运费 */
export const nextWords = {
  off: (missing: Fen, off: Fen): string => `再买 ${yuan(missing)} 减 ${yuan(off)}`,
  gift: (missing: Fen, name: string): string => `再买 ${yuan(missing)} 送 ${name}`,
  'free-delivery': (missing: Fen): string => `再买 ${yuan(missing)} 免运费`,
}
