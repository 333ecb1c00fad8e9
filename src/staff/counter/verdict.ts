import type { ApiError } from '../../platform/answer'

/** What a refusal at the counter looks like: `warn` needs a word with the customer, `bad` must not be handed over. */
export type Verdict = { readonly outcome: 'warn' | 'bad'; readonly title: string }

const VERDICTS: Readonly<Partial<Record<ApiError['code'], Verdict>>> = {
  ALREADY_VERIFIED: { outcome: 'bad', title: '已经核销过' },
  COUPON_USED: { outcome: 'bad', title: '已经用过' },
  COUPON_EXPIRED: { outcome: 'bad', title: '券已过期' },
  COUPON_GIFTING: { outcome: 'warn', title: '正在赠送中' },
  COUPON_RESERVED: { outcome: 'warn', title: '正在下单用' },
  COUPON_NOT_YET_USABLE: { outcome: 'warn', title: '还没到时间' },
  COUPON_NOT_AT_COUNTER: { outcome: 'warn', title: '只能线上用' },
  COUPON_WRONG_STORE: { outcome: 'warn', title: '不是本店的券' },
  ORDER_COLLECTED: { outcome: 'bad', title: '已经交过货' },
  ORDER_REFUNDED: { outcome: 'bad', title: '已退款，别交货' },
  // only without the network: the list does not have it
  ORDER_NOT_FOUND: { outcome: 'bad', title: '名单里没有，先别交货' },
  ORDER_NOT_READY: { outcome: 'warn', title: '还没备好' },
  ORDER_WRONG_STORE: { outcome: 'warn', title: '不在本店取' },
  ORDER_IS_DELIVERY: { outcome: 'warn', title: '这单送到家' },
  CODE_FORGED: { outcome: 'bad', title: '假码，别交货' },
  CODE_UNKNOWN: { outcome: 'warn', title: '没查到这个号码' },
  CODE_STALE: { outcome: 'warn', title: '请顾客刷新' },
  CODE_MALFORMED: { outcome: 'warn', title: '不是本店的码' },
  CODE_THROTTLED: { outcome: 'warn', title: '先停一停' },
  NOT_ALLOWED: { outcome: 'warn', title: '权限已收回' },
  NETWORK: { outcome: 'warn', title: '没有连上' },
}

export const verdictOf = ({ code }: ApiError): Verdict => VERDICTS[code] ?? { outcome: 'warn', title: '还没查到' }
