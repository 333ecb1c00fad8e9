import type { OrderAnswer, OrderLine, OrderSummary } from '../../contract/order'
import type { Instant } from '../../domain/time'
import { exactYuan, weight } from '../../ui/amount'
import { hoursOfDay, nearSlot } from '../../ui/moment'

export type Headline = {
  /** The state as a warm sentence. */
  readonly title: string
  /** What happens next, or what to do. */
  readonly next: string
  readonly tone: 'leaf' | 'sun' | 'calm'
}

type Stated = Pick<
  OrderAnswer,
  'state' | 'fulfilment' | 'slot' | 'store' | 'refunded' | 'total' | 'endReason' | 'payUntil' | 'may' | 'lines'
>

/** How it stands, in one sentence a neighbour would say, and what comes next. */
export function headlineOf(order: Stated, now: Instant): Headline {
  const { state, fulfilment, store } = order
  const pickup = fulfilment === 'pickup'
  const when = order.slot ? nearSlot(order.slot, now) : null
  switch (state) {
    case 'pending_payment':
      return now < order.payUntil
        ? { title: '等你付款', next: '付好了，店里马上开始备货', tone: 'sun' }
        : { title: '付款时间过了', next: '正在跟微信核对，没付的话订单会自动关闭', tone: 'calm' }
    case 'paid':
      return {
        title: '订单收到了',
        next: pickup
          ? `${when ? `${when} 来取` : '到店来取'}，备好了会告诉你`
          : `${when ? `${when} 送到` : '会送到家'}，出发时会告诉你`,
        tone: 'leaf',
      }
    case 'picking':
      return {
        title: '正在给你挑菜',
        next: order.lines.some(({ soldBy }) => soldBy === 'weight')
          ? '称重的按实际重量算，多退少不补'
          : pickup
            ? '备好了会告诉你'
            : '出发时会告诉你',
        tone: 'leaf',
      }
    case 'ready':
      return pickup
        ? {
            title: '备好了，来取吧',
            next: `${store.name} · 每天 ${hoursOfDay(store.hours)}，到店出示提货码`,
            tone: 'leaf',
          }
        : { title: '打包好了，等骑手出发', next: when ? `${when} 送到` : '出发时会告诉你', tone: 'leaf' }
    case 'delivering':
      return { title: '在路上了', next: '骑手正往你家去，请留意电话', tone: 'leaf' }
    case 'collected':
    case 'delivered':
      return {
        title: state === 'collected' ? '已经取走了' : '已经送到了',
        next: order.may.askRefund ? '有不满意的，在这里就能申请退款' : '希望吃得新鲜，吃得开心',
        tone: 'leaf',
      }
    case 'cancelled':
      return {
        title: '订单取消了',
        next: order.total === 0 || order.refunded === 0 ? '没有扣钱' : `${exactYuan(order.refunded)} 原路退给你`,
        tone: 'calm',
      }
    case 'closed':
      // A payment that came when nothing of it was to be had any more (KF-26).
      if (order.refunded > 0)
        return { title: '付款到得晚，订单关闭了', next: `${exactYuan(order.refunded)} 原路退给你`, tone: 'calm' }
      return { title: '超时没付款，订单关闭了', next: '没有扣钱；券和余额都已经放回去', tone: 'calm' }
  }
}

/** How much of a line there is: × 2 · × 1 约 650 g → 实称 612 g · × 3，少了 1 份. */
export function amountWords(line: OrderLine): string {
  const { soldBy, quantity, orderedGrams, pickedQuantity, pickedGrams, unit } = line
  const times = `× ${quantity}`
  const short = pickedQuantity !== null && pickedQuantity < quantity
  const missing = short ? (pickedQuantity === 0 ? '，这次缺货' : `，少了 ${quantity - pickedQuantity} ${unit}`) : ''
  if (soldBy !== 'weight') return `${times}${missing}`
  const ordered = orderedGrams === null ? '' : ` 约 ${weight(orderedGrams)}`
  const weighed = pickedGrams === null || pickedGrams === 0 ? '' : ` → 实称 ${weight(pickedGrams)}`
  return `${times}${ordered}${weighed}${missing}`
}

/** Everything taken back of a line: what weighing or a short pick left over, and what was refunded afterwards. */
export const givenBack = ({ paid, kept, refunded }: Pick<OrderLine, 'paid' | 'kept' | 'refunded'>): number =>
  Math.max(refunded, paid - (kept ?? paid))

/** WeChat's part of it: what is asked of the shopper while it waits, what was paid afterwards. */
export const wechatPart = ({
  state,
  total,
  balancePaid,
  wechatPaid,
}: Pick<OrderAnswer, 'state' | 'total' | 'balancePaid' | 'wechatPaid'>): number =>
  state === 'pending_payment' ? total - balancePaid : wechatPaid

/** 待付款 needs an hourglass, 备好了 a bag: the state of a card in the list. */
export function cardTone({
  state,
  question,
}: Pick<OrderSummary, 'state' | 'question'>): 'sun' | 'leaf' | 'calm' | 'tomato' {
  if (question) return 'tomato'
  if (state === 'pending_payment') return 'sun'
  return state === 'cancelled' || state === 'closed' ? 'calm' : 'leaf'
}

/** What gets back when it is cancelled now, one sentence each: said before it is done. */
export function givesBack({
  state,
  balancePaid,
  wechatPaid,
  parts,
}: Pick<OrderAnswer, 'state' | 'balancePaid' | 'wechatPaid' | 'parts'>): string[] {
  const paid = state !== 'pending_payment'
  return [
    ...(paid && wechatPaid > 0 ? [`微信支付的 ${exactYuan(wechatPaid)} 原路退回，一般几分钟，最晚 3 天`] : []),
    ...(balancePaid > 0 ? [`余额 ${exactYuan(balancePaid)} 马上回到余额`] : []),
    ...(paid || balancePaid > 0 ? [] : ['还没有付款，不会扣钱']),
    ...(parts.some(({ kind }) => kind === 'coupon' || kind === 'free-delivery-coupon')
      ? ['用掉的券回到卡券里，到期时间不变']
      : []),
  ]
}

export const REFUND_STATES = {
  waiting: '正在退',
  asked: '正在退',
  done: '已退',
  failed: '没退成，店里会联系你',
} as const
export const REQUEST_STATES = {
  asked: '店里正在看',
  agreed: '同意退款',
  declined: '没有同意',
  withdrawn: '已撤回',
} as const
export const REASON_WORDS = {
  'not-fresh': '不新鲜',
  damaged: '碰坏了',
  missing: '少了',
  wrong: '拿错了',
  other: '其他',
} as const
