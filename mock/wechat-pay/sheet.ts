import type { FastifyInstance } from 'fastify'
import { type Instant, SECOND } from '../../src/domain/time'
import type { Keys } from './keys'
import type { Ledger, Order } from './ledger'
import { isPaySigned, type PayFields } from './seal'

/** A late notification comes this long after the payment, or after the order's last payable moment. */
const LATE = 20 * SECOND

export type Sheet = {
  readonly keys: Keys
  readonly appid: string
  readonly ledger: Ledger
  readonly now: () => Instant
  /** The order was just paid; WeChat says so this many milliseconds later. */
  paid(order: Order, after: number): void
}

type Body = Readonly<Record<string, unknown>>
const FIELDS = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const
const DEEDS = ['pay', 'fail', 'leave', 'pay-late'] as const

/**
 * The pay sheet that browsers do not have, on the API's own origin; answers are those of `wx.requestPayment`.
 *
 * - `GET /mock/wechat-pay/sheet?prepayId=` → `{ description, total, payUntil }`: what stands on the sheet.
 * - `POST /mock/wechat-pay/sheet` `{ timeStamp, nonceStr, package, signType, paySign, does, late? }` → `{ errMsg }`.
 *   `does`: `pay` · `fail` (the bank says no) · `leave` (closed by hand) · `pay-late`: paid, and the notification comes 20
 *   seconds later, or with `late: 'after-end'` 20 seconds after the order's last payable moment.
 */
export function sheetRoutesOn(app: FastifyInstance, { keys, appid, ledger, now, paid }: Sheet): void {
  const config = { who: 'public' } as const
  const schema = { hide: true }

  app.get('/mock/wechat-pay/sheet', { config, schema }, async (request, reply) => {
    const order = ledger.findPrepaid(String((request.query as Body).prepayId))
    if (!order) return reply.code(404).send({ message: 'prepayId=, of an order of this start' })
    const { description, total, payUntil } = order
    return reply.header('cache-control', 'no-store').send({ description, total, payUntil })
  })

  app.post('/mock/wechat-pay/sheet', { config, schema }, async (request, reply) => {
    const body = (request.body ?? {}) as Body
    const does = DEEDS.find((deed) => deed === body.does)
    if (!does || FIELDS.some((field) => typeof body[field] !== 'string'))
      return reply.code(400).send({ message: `{ ${FIELDS.join(', ')}, does: ${DEEDS.join(' | ')} }` })
    return { errMsg: `requestPayment:${outcome(body as PayFields, does, body.late === 'after-end')}` }
  })

  function outcome(fields: PayFields, does: (typeof DEEDS)[number], afterEnd: boolean): string {
    if (!isPaySigned(keys, appid, fields)) return 'fail 支付验证签名失败'
    const order = ledger.findPrepaid(/^prepay_id=(.+)$/.exec(fields.package)?.[1] ?? '')
    if (!order) return 'fail 订单不存在'
    if (does === 'leave') return 'fail cancel'
    if (does === 'fail') return 'fail 银行卡余额不足'
    const refused = ledger.pay(order)
    if (typeof refused === 'string') return `fail ${refused}`
    const wait = afterEnd ? order.payUntil - now() + LATE : LATE
    paid(order, does === 'pay-late' ? wait : 0)
    return 'ok'
  }
}
