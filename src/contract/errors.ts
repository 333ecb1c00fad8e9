import { type Static, Type } from 'typebox'
import { type Instant, inWords } from '../domain/time'

/**
 * Every refusal the API knows: the HTTP status it travels under and the sentence a neighbour reads.
 * `{fact}` is replaced by a fact of the refusal, already in words (see `sentenceOf`).
 * A code that is not here does not compile anywhere.
 */
export const REFUSALS = {
  // the request itself
  INPUT_INVALID: [400, '填写的内容不对：{detail}'],
  BODY_TOO_LARGE: [413, '内容太长了，请精简后再发'],
  NOT_FOUND: [404, '没有找到这个页面或内容'],
  UNSUPPORTED_MEDIA: [415, '只接受 JSON 格式的内容'],
  KEY_MISSING: [400, '请求缺少幂等键，请更新后再试'],
  KEY_REUSED: [409, '这个请求编号已用于另一件事，请重新操作'],
  TOO_MANY_REQUESTS: [429, '操作有点快，{seconds} 秒后再试'],
  BUSY: [503, '人太多了，正在排队，请稍等几秒再试'],
  UNEXPECTED: [500, '我们这边出了点问题，没有任何改动，请稍后再试'],
  // who
  NOT_SIGNED_IN: [401, '请先登录'],
  SIGN_IN_FAILED: [401, '微信登录没有成功，请再试一次'],
  SIGN_IN_RISKY: [403, '微信提示此账号存在风险，暂时不能登录'],
  WECHAT_UNAVAILABLE: [502, '微信暂时没有回应，请稍后再试'],
  NOT_ALLOWED: [403, '你没有这项权限，请联系店长'],
  // launch and stores
  STORE_NOT_FOUND: [404, '没有找到这家店'],
  PICTURE_NOT_FOUND: [404, '没有找到这张图'],
  // claiming
  BATCH_NOT_FOUND: [404, '没有找到这批券'],
  CLAIM_NOT_OPEN_YET: [409, '还没开始，{opensAt} 开抢'],
  CLAIM_ENDED: [409, '领取时间已过'],
  CLAIM_LIMIT_REACHED: [409, '每人限领 {perPerson} 张，你已经领过啦'],
  CLAIM_SOLD_OUT: [409, '已经抢光了，看看别的券吧'],
  CLAIM_SOLD_OUT_TODAY: [409, '今天的已领完，明天 0 点再来'],
  CLAIM_WRONG_SOURCE: [403, '这张券只在指定渠道领取'],
  // holding and giving
  COUPON_NOT_FOUND: [404, '没有找到这张券'],
  COUPON_USED: [409, '这张券已经用过了'],
  COUPON_RESERVED: [409, '这张券在一笔待付款的订单里，付款或取消后再用'],
  COUPON_GIFTING: [409, '这张券正在赠送中，先收回才能用'],
  COUPON_NOT_YET_USABLE: [409, '还没到使用时间，{opensAt} 起可用'],
  COUPON_EXPIRED: [409, '这张券已于 {closedAt} 过期'],
  COUPON_NOT_AT_COUNTER: [409, '这张券只能在线上使用'],
  COUPON_WRONG_STORE: [409, '这张券不能在本店用，可用门店：{stores}'],
  GIFT_NOT_ALLOWED: [409, '这张券不支持转赠'],
  GIFT_HOPS_SPENT: [409, '这张券已经转赠过，不能再送'],
  GIFT_NOT_FOUND: [404, '没有找到这份赠礼，可能链接不完整'],
  GIFT_OWN: [409, '这是你自己送出的券，等邻居来收吧'],
  GIFT_ACCEPTED: [409, '来晚一步，这张券已被收下'],
  GIFT_TAKEN_BACK: [409, '送券的人已经收回这张券'],
  GIFT_RETURNED: [409, '过了领取时间，券已退回给送券的人'],
  TEXT_REJECTED: [422, '这段话没有通过微信的内容检查，请换个说法'],
  // the counter
  CODE_MALFORMED: [400, '这不是本店的券码，请让顾客打开“出示券码”'],
  CODE_UNKNOWN: [404, '没有这个号码，请核对 8 位数字'],
  CODE_STALE: [409, '二维码已过期，请顾客刷新后再扫'],
  CODE_FORGED: [409, '二维码不是本店签发的，不要交货'],
  CODE_THROTTLED: [429, '连续输错太多次，请 {minutes} 分钟后再试，或改用扫码'],
  ALREADY_VERIFIED: [409, '已于 {at} 由 {till}核销，不要重复交货'],
  VERIFICATION_NOT_FOUND: [404, '没有找到这条核销记录'],
  REVERSAL_TOO_LATE: [409, '超过 {hours} 小时，不能撤销'],
  HANDOVER_SETTLED: [409, '这笔订单已有退款、退款申请或评价，不能撤销交货'],
  HANDOVER_OWN: [403, '这是你自己的订单，请另一位同事处理'],
  ALREADY_REVERSED: [409, '这条核销已经撤销过'],
  // delivery
  ADDRESS_NOT_UNDERSTOOD: [422, '没认出这个地址，请写上小区或路名门牌'],
  MAPS_UNAVAILABLE: [502, '地图暂时没有回应，可以先在地图上选位置'],
  // the shop and the cart
  GOODS_NOT_FOUND: [404, '没有找到这件商品，可能已经下架'],
  CART_FULL: [409, '购物车最多放 {most} 种商品，先买几样再加'],
  // checkout
  CHECKOUT_EMPTY: [422, '还没有选商品'],
  ORDER_TOO_LARGE: [422, '一笔订单最多 ¥{most}，请分开下单'],
  CHECKOUT_CHANGED: [409, '价格或优惠有变化，请看一眼再提交'],
  GOODS_UNAVAILABLE: [409, '有商品卖完或下架了：{detail}'],
  GOODS_SHORT: [409, '库存不够了：{detail}'],
  GOODS_LIMIT: [409, '超过限购：{detail}'],
  OFFER_GONE: [409, '优惠刚被抢完：{detail}，请看一眼再提交'],
  COUPON_GONE: [409, '有张券刚刚不能用了，请看一眼再提交'],
  STORE_NOT_OPEN_YET: [409, '还没开门，{opensAt} 起可以下单'],
  SLOT_CLOSED: [409, '这个时段已经截单，请换一个'],
  SLOT_FULL: [409, '这个时段刚约满，请换一个'],
  DELIVERY_OUTSIDE: [409, '这个地址不在配送范围内，可以到店自提'],
  DELIVERY_MINIMUM: [409, '还差 ¥{missing} 才够起送'],
  ADDRESS_NOT_FOUND: [404, '没有找到这个收货地址'],
  ADDRESSES_FULL: [409, '地址最多存 {most} 个，先删一个不用的'],
  TOO_MANY_UNPAID: [409, '你有 {most} 笔订单还没付款，先付完或取消再下单'],
  // paying
  PAYMENT_UNAVAILABLE: [502, '微信支付暂时没有回应，订单已保留，请稍后再付'],
  PAYMENT_REFUSED: [409, '微信支付没有接受这笔订单，请取消后重新下单'],
  BALANCE_SHORT: [409, '余额不够了，请看一眼再提交'],
  // orders
  ORDER_NOT_FOUND: [404, '没有找到这笔订单'],
  ORDER_MOVED: [409, '订单现在是“{state}”，不能这样操作'],
  ORDER_PICKING: [409, '店里已经在备货，不能自己取消了，请联系门店'],
  ORDER_EXPIRED: [409, '超过付款时间，订单已关闭'],
  LINE_NOT_FOUND: [404, '订单里没有这件商品'],
  LINE_ANSWERED: [409, '这件商品已经处理过了'],
  PICK_INCOMPLETE: [409, '还有 {count} 样没有拣完'],
  PICK_INVALID: [422, '数量或重量不对：{detail}'],
  SUBSTITUTE_OPEN: [409, '还有替换商品在等顾客同意'],
  SUBSTITUTE_DEARER: [422, '替换商品不能比原来的贵'],
  SUBSTITUTE_NOBODY: [409, '这笔订单问不到顾客，不能替换，缺的直接退'],
  // handing over orders
  ORDER_NOT_READY: [409, '订单还没备好，备好了再来取'],
  ORDER_WRONG_STORE: [409, '这笔订单在{store}取，不在本店'],
  ORDER_IS_DELIVERY: [409, '这笔订单是送到家的，不在柜台取'],
  ORDER_REFUNDED: [409, '这笔订单已取消并退款，不要交货'],
  ORDER_COLLECTED: [409, '已于 {at} 由 {till}交货，不要重复交货'],
  CONFLICT_NOT_FOUND: [404, '没有找到这条离线交货记录'],
  CONFLICT_RESOLVED: [409, '这条离线交货记录已经处理过了'],
  // after the sale
  REFUND_OPEN: [409, '这笔订单有一个退款申请正在处理'],
  REFUND_TOO_MUCH: [422, '退款超过这件商品付的钱'],
  REFUND_TOO_LATE: [409, '收货超过 {hours} 小时，请联系门店处理'],
  REFUND_REQUEST_NOT_FOUND: [404, '没有找到这个退款申请'],
  REFUND_REQUESTS_FULL: [409, '这笔订单已经申请过 {most} 次，请联系门店'],
  REFUND_DECIDED: [409, '这个退款申请已经处理过了'],
  REFUND_NEEDS_OWNER: [403, '一笔订单退款超过 {amount}，要老板来决定'],
  REFUND_OWN: [403, '自己的退款申请，要由别的同事来决定'],
  REVIEW_GIVEN: [409, '这笔订单已经评价过了'],
  REVIEW_NOT_FOUND: [404, '没有找到这条评价'],
  REVIEW_TOO_EARLY: [409, '收到商品后才能评价'],
  PHOTO_INVALID: [422, '这张照片打不开，请换一张 JPG 或 PNG'],
  PHOTO_TOO_LARGE: [413, '照片太大了，请压缩到 1 MB 以内'],
  PHOTO_NOT_FOUND: [404, '没有找到这张照片'],
  PHOTOS_FULL: [409, '一天最多传 {most} 张还没用上的照片，明天再传'],
  // stock and tills
  STOCK_SHORT: [409, '现有库存不够减'],
  TILL_REFUSED: [401, '签名不对或已过期'],
  TILL_KEY_NOT_FOUND: [404, '没有找到这个收银接口'],
  // staff
  INVITATION_NOT_FOUND: [404, '邀请链接无效'],
  INVITATION_USED: [409, '这个邀请已经被用过了'],
  INVITATION_EXPIRED: [409, '邀请已过期，请店长重新发一个'],
  INVITATION_REVOKED: [409, '邀请已被撤回'],
  ROLE_HELD: [409, '对方已经是本店的{role}'],
  GRANT_NOT_FOUND: [404, '没有找到这位同事的权限'],
  LAST_OWNER: [409, '至少要留一位老板，不能撤销'],
  BATCH_TERMS_INVALID: [422, '券的规则不对：{detail}'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type ErrorCode = keyof typeof REFUSALS
export type Facts = Readonly<Record<string, string | number | readonly string[] | null>>

/** A refusal is a value: services return it, routes send it. `facts` are what the page needs to say more, instants as ms. */
export type Refusal = {
  readonly refused: ErrorCode
  readonly facts?: Facts
  readonly words?: Readonly<Record<string, string>>
}

/** `words` replace `{placeholders}` of the sentence and stay on the server; `facts` travel with the answer. */
export const refuse = (refused: ErrorCode, facts?: Facts, words?: Refusal['words']): Refusal => ({
  refused,
  ...(facts && { facts }),
  ...(words && { words }),
})

export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'refused' in answer

export const statusOf = (code: ErrorCode): number => REFUSALS[code][0]

/** The sentence of a refusal with its facts filled in; a fact named `…At` is an instant and is said as store time. */
export function sentenceOf({ refused, facts, words }: Refusal): string {
  return REFUSALS[refused][1].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = words?.[name] ?? facts?.[name]
    if (value === undefined || value === null) return ''
    return typeof value === 'number' && name.endsWith('At') ? inWords(value as Instant) : String(value)
  })
}

export const ErrorAnswer = Type.Object(
  {
    error: Type.Object({
      code: Type.Unsafe<ErrorCode>({ type: 'string', enum: Object.keys(REFUSALS) }),
      message: Type.String({ description: 'A sentence in Chinese, ready to be shown' }),
      facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      requestId: Type.String(),
    }),
  },
  { $id: 'ErrorAnswer' },
)
/** The shape as TypeScript sees it; `code` is narrower than the JSON schema can say. */
export type ErrorAnswer = {
  error: { code: ErrorCode; message: string; facts?: Facts; requestId: string }
} & Partial<Static<typeof ErrorAnswer>>
