import { yuan } from '../money'
import { endInWords } from '../reminder/words'
import { inWords } from '../time'
import type { CouponReason } from './receipt'

type Words = { readonly [C in CouponReason['code']]: (reason: Extract<CouponReason, { code: C }>) => string }

const WORDS: Words = {
  THRESHOLD: ({ missing }) => `还差 ${yuan(missing)}`,
  NO_GOODS_IN_SCOPE: () => '还没选适用的商品',
  GOODS_MISSING: ({ missing }) => `适用的商品还差 ${missing} 件`,
  NOT_YET: ({ opensAt }) => `${inWords(opensAt)} 起可用`,
  ENDED: ({ closedAt }) => `已于 ${endInWords(closedAt)} 到期`,
  COUNTER_ONLY: () => '门店专用',
  OTHER_STORE: () => '这家店不能用',
  GIFTING: () => '赠送中',
  RESERVED: () => '另一单待付款，留着它',
  ANOTHER_CHOSEN: ({ saves }) => `已用另一张，这张可减 ${yuan(saves)}`,
  SAVES_NOTHING: () => '这一单用了也不减钱',
  NOT_CHOSEN: ({ saves }) => `没有选用，可减 ${yuan(saves)}`,
}

/** Why a coupon is not part of the price, as it is read under the coupon: 还差 ¥12 · 门店专用. */
export function reasonInWords(reason: CouponReason): string {
  return (WORDS[reason.code] as (reason: CouponReason) => string)(reason)
}
