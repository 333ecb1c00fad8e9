import { clockWords, inWords, type Instant, type Window } from '../time'

/** What the inbox says of an order; `number` is the end of the order's number as people read it. */
export type OrderTold =
  | { readonly kind: 'order-placed'; readonly slot: Window | null; readonly fulfilment: 'pickup' | 'delivery' }
  | {
      readonly kind: 'order-ready'
      readonly fulfilment: 'pickup' | 'delivery'
      readonly slot: Window | null
      /** Ready again: why it came back from the door. */
      readonly broughtBack?: string
    }
  | { readonly kind: 'order-on-its-way' }
  | { readonly kind: 'order-delivered' }
  | { readonly kind: 'order-collected'; readonly at: Instant }
  | { readonly kind: 'order-cancelled'; readonly reason: string; readonly refund: string | null }
  | { readonly kind: 'order-refunded'; readonly amount: string; readonly why: string }
  | { readonly kind: 'order-question'; readonly missing: string; readonly instead: string }
  | { readonly kind: 'refund-declined'; readonly answer: string }

const slotWords = (slot: Window | null): string =>
  slot === null ? '' : `${inWords(slot.opensAt)}–${clockWords(slot.closesAt)}`

/** Title and body of a message about an order. */
export function orderTold(told: OrderTold, order: { store: string; tail: string }): { title: string; body: string } {
  const of = `${order.store} · 订单尾号 ${order.tail}`
  switch (told.kind) {
    case 'order-placed':
      return {
        title: '下单成功，店里收到了',
        body: `${of}，${slotWords(told.slot)} ${told.fulfilment === 'pickup' ? '到店自提' : '送到家'}`,
      }
    case 'order-ready':
      if (told.broughtBack !== undefined)
        return { title: '这次没送成，先带回店里了', body: `${of}，${told.broughtBack}。店里会再联系你` }
      return told.fulfilment === 'pickup'
        ? { title: '备好了，来取吧', body: `${of}，到店出示提货码，${slotWords(told.slot)}` }
        : { title: '备好了，等骑手出发', body: `${of}，${slotWords(told.slot)} 送到` }
    case 'order-on-its-way':
      return { title: '骑手出发了', body: `${of}，请留意电话` }
    case 'order-delivered':
      return { title: '送到了', body: `${of}，有不满意的，24 小时内告诉我们` }
    case 'order-collected':
      return { title: '已取货', body: `${of}，${clockWords(told.at)} 已交给你。不是你取的？马上联系门店` }
    case 'order-cancelled':
      return {
        title: '订单已取消',
        body: `${of}，${told.reason}${told.refund === null ? '' : `，${told.refund} 原路退回`}`,
      }
    case 'order-refunded':
      return { title: `退款 ${told.amount}`, body: `${of}，${told.why}` }
    case 'order-question':
      return { title: `${told.missing}缺货，换成${told.instead}行吗？`, body: `${of}，点开选一下，不换就退钱` }
    case 'refund-declined':
      return { title: '退款申请没有通过', body: `${of}，${told.answer}` }
  }
}
