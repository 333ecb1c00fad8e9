import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '../../src/domain/time'
import type { Troubles } from '../trouble'
import { type Failure, failure, type Ledger, type Refund } from './ledger'
import { orderJson, refundJson } from './told'

export type Account = { readonly appid: string; readonly mchid: string }

type Body = Readonly<Record<string, unknown>>

const objectOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const whole = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1

/** The endpoints of api.mch.weixin.qq.com that the API calls, with the same JSON. */
export function endpointsOn(
  app: FastifyInstance,
  account: Account,
  ledger: Ledger,
  troubles: Troubles,
  refunding: (refund: Refund) => void,
): void {
  const ORDERS = '/v3/pay/transactions/out-trade-no/:no'
  const REFUNDS = '/v3/refund/domestic/refunds'
  const no = (request: FastifyRequest): string => (request.params as { no: string }).no
  const path = (request: FastifyRequest): string => request.url.split('?')[0] ?? ''
  const send = (reply: FastifyReply, answer: object | Failure): FastifyReply =>
    isFailure(answer)
      ? reply.code(answer.status).send({ code: answer.code, message: answer.message })
      : reply.send(answer)

  app.post('/v3/pay/transactions/jsapi', async (request, reply) => {
    await troubles.middle(path(request))
    const wanted = readOrder(objectOf(request.body), account)
    const order = isFailure(wanted) ? wanted : ledger.prepay(wanted)
    return send(reply, isFailure(order) ? order : { prepay_id: order.prepayId })
  })

  app.get(ORDERS, async (request, reply) => {
    await troubles.middle(path(request))
    if (objectOf(request.query).mchid !== account.mchid) return send(reply, failure(400, 'PARAM_ERROR', 'mchid 有误'))
    const order = ledger.find(no(request))
    if (!order) return send(reply, failure(404, 'ORDER_NOT_EXIST', '订单不存在'))
    return send(reply, orderJson(account, order, ledger.hasRefunds(order)))
  })

  app.post(`${ORDERS}/close`, async (request, reply) => {
    await troubles.middle(path(request))
    if (objectOf(request.body).mchid !== account.mchid) return send(reply, failure(400, 'PARAM_ERROR', 'mchid 有误'))
    const refused = ledger.close(no(request))
    return refused ? send(reply, refused) : reply.code(204).send()
  })

  app.post(REFUNDS, async (request, reply) => {
    await troubles.middle(path(request))
    const wanted = readRefund(objectOf(request.body))
    const made = isFailure(wanted) ? wanted : ledger.refund(wanted)
    if (isFailure(made)) return send(reply, made)
    if (made.fresh) refunding(made.refund)
    return send(reply, refundJson(made.refund))
  })

  app.get(`${REFUNDS}/:no`, async (request, reply) => {
    await troubles.middle(path(request))
    const refund = ledger.findRefund(no(request))
    return send(reply, refund ? refundJson(refund) : failure(404, 'RESOURCE_NOT_EXISTS', '退款单不存在'))
  })
}

const isFailure = (value: object): value is Failure => 'code' in value && 'message' in value

const wrong = (field: string): Failure => failure(400, 'PARAM_ERROR', `输入源“${field}”校验失败`)

/** A day of the calendar, a time, an offset. */
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const OPENID = /^o[A-Za-z0-9_-]{27}$/

function readOrder(body: Body, account: Account): Parameters<Ledger['prepay']>[0] | Failure {
  const { total, currency = 'CNY' } = objectOf(body.amount)
  const [description, outTradeNo, notifyUrl] = [text(body.description), text(body.out_trade_no), text(body.notify_url)]
  const openid = text(objectOf(body.payer).openid)
  const expires = text(body.time_expire)
  if (body.appid !== account.appid || body.mchid !== account.mchid)
    return failure(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  if (description === '' || Buffer.byteLength(description) > 127) return wrong('/body/description')
  if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(outTradeNo)) return wrong('/body/out_trade_no')
  if (!RFC3339.test(expires) || Number.isNaN(Date.parse(expires))) return wrong('/body/time_expire')
  if (!isNotifyUrl(notifyUrl)) return wrong('/body/notify_url')
  if (!whole(total) || total > 1_000_000_000) return wrong('/body/amount/total')
  if (currency !== 'CNY') return wrong('/body/amount/currency')
  if (!OPENID.test(openid)) return failure(400, 'PARAM_ERROR', '无效的openid')
  const payUntil = Date.parse(expires) as Instant
  return { outTradeNo, description, total, openid, notifyUrl, payUntil, content: JSON.stringify(body) }
}

function readRefund(body: Body): Parameters<Ledger['refund']>[0] | Failure {
  const { refund, total, currency } = objectOf(body.amount)
  const [outTradeNo, outRefundNo] = [text(body.out_trade_no), text(body.out_refund_no)]
  const [reason, notifyUrl] = [text(body.reason), text(body.notify_url)]
  if (outTradeNo === '') return wrong('/body/out_trade_no')
  if (!/^[0-9A-Za-z_\-|*@]{1,64}$/.test(outRefundNo)) return wrong('/body/out_refund_no')
  if (Buffer.byteLength(reason) > 80) return wrong('/body/reason')
  if (!isNotifyUrl(notifyUrl)) return wrong('/body/notify_url')
  if (!whole(total)) return wrong('/body/amount/total')
  if (!whole(refund) || refund > total) return wrong('/body/amount/refund')
  if (currency !== 'CNY') return wrong('/body/amount/currency')
  return { outTradeNo, outRefundNo, refund, total, reason, notifyUrl }
}

/** https and no query; this machine itself is also reached without TLS. */
function isNotifyUrl(url: string): boolean {
  if (!URL.canParse(url) || url.length > 255 || url.includes('?')) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname))
}
