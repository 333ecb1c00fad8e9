import { HOUR, type Instant, plus } from '../time'
import type { OrderTold } from './order-words'
import { ringsAtFrom } from './quiet'
import { thingValue } from './words'

/** What a phone rings for. All else that is said of an order waits in the inbox. */
export type OrderRing = 'order-ready' | 'order-on-its-way' | 'order-delivered' | 'order-question' | 'order-cancelled'

/**
 * Somebody of the store has the order in their hands at this moment and the customer is part of it: a picker waits for the answer, a
 * courier is on the way or has left it at the door. Such a ring comes at once, at any hour. What can wait for the morning rings from
 * 7:00 to 22:00, an hour earlier than other messages: the store opens, and people fetch things on their way to work.
 */
const UNDER_WAY: readonly OrderRing[] = ['order-on-its-way', 'order-delivered', 'order-question']
const ORDER_QUIET_UNTIL = 7 * HOUR

/** When a phone may ring about an order: now, or when the night is over. */
export const orderRingsAt = (kind: OrderRing, now: Instant): Instant =>
  UNDER_WAY.includes(kind) ? now : ringsAtFrom(now, ORDER_QUIET_UNTIL)

/** How long a ring is worth sending after it was due: nobody needs to hear after two hours that the courier has left. */
const WORTH = { underWay: 2 * HOUR, else: 24 * HOUR }

/**
 * Whether, when and until when a phone rings for what is said of an order; `null` for what the inbox alone says. A consent is good for
 * one ring, so it is not spent on what its owner has just done themselves (their own cancelling), nor on a delivery that waits packed
 * when another ring comes with the courier.
 */
export function orderRing(
  told: OrderTold,
  order: { readonly endedByResident: boolean },
  now: Instant,
): { readonly kind: OrderRing; readonly dueAt: Instant; readonly until: Instant } | null {
  switch (told.kind) {
    case 'order-ready':
      if (told.fulfilment === 'delivery' && told.broughtBack === undefined) return null
      break
    case 'order-cancelled':
      if (order.endedByResident) return null
      break
    case 'order-on-its-way':
    case 'order-delivered':
    case 'order-question':
      break
    default:
      return null
  }
  const dueAt = orderRingsAt(told.kind, now)
  const until = plus(dueAt, UNDER_WAY.includes(told.kind) ? WORTH.underWay : WORTH.else)
  return { kind: told.kind, dueAt, until }
}

/** 订单状态提醒: 订单号 (character_string1), 订单状态 (phrase2, five characters at most), 门店 (thing3), 温馨提示 (thing4). */
export type OrderValues = {
  readonly character_string1: string
  readonly phrase2: string
  readonly thing3: string
  readonly thing4: string
}

export function orderValues(told: OrderTold, order: { readonly number: string; readonly store: string }): OrderValues {
  const [phrase2, tip] = stateAndTip(told)
  return { character_string1: order.number, phrase2, thing3: thingValue(order.store), thing4: thingValue(tip) }
}

function stateAndTip(told: OrderTold): readonly [state: string, tip: string] {
  switch (told.kind) {
    case 'order-ready':
      if (told.broughtBack !== undefined) return ['没送成', '货先带回店里，会再联系你']
      return told.fulfilment === 'pickup' ? ['备好了', '来店里出示提货码就能取'] : ['备好了', '等骑手出发']
    case 'order-on-its-way':
      return ['配送中', '骑手出发了，请留意电话']
    case 'order-delivered':
      return ['已送达', '不满意的 24 小时内告诉我们']
    case 'order-question':
      return ['等你答复', `${told.missing}缺货，换一样行吗？`]
    case 'order-cancelled':
      return ['已取消', told.refund === null ? told.reason : `${told.refund} 原路退回`]
    default:
      return ['有新消息', '点开看看']
  }
}
