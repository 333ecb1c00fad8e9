import Fastify, { type FastifyInstance } from 'fastify'
import { type Instant, MINUTE, SECOND } from '../../src/domain/time'
import type { Troubles } from '../trouble'
import { type Account, endpointsOn } from './endpoints'
import { type Keys, newKeys, privatePem, publicPem } from './keys'
import { type Ledger, ledger, type Order, type Refund } from './ledger'
import { type Letter, type Notice, notifications, type Notifications } from './notifications'
import { type Spoiling, wireOn } from './wire'
import { sheetRoutesOn } from './sheet'
import { orderJson, refundNotice } from './told'

export type MockWechatPayOptions = {
  /** A loopback port; any free one without it. */
  readonly port?: number
  /** The mini-program that pays; the one of the stand-in of WeChat. */
  readonly appid?: string
  readonly clock?: { now(): Instant }
  /** The schedule of retries times this (1). */
  readonly retryScale?: number
  /** How long a refund is under way, milliseconds (1,000); `null`: until `refundEnds`. */
  readonly refundTakes?: number | null
  /** How long parts of one order must lie apart, milliseconds (a minute, as in life). */
  readonly refundPause?: number
}

export type MockWechatPay = {
  /** What the settings of the gateway would be, save where it wants its notifications. */
  readonly settings: {
    readonly appid: string
    readonly mchid: string
    readonly serial: string
    readonly privateKey: string
    readonly publicKeys: Readonly<Record<string, string>>
    readonly apiV3Key: string
    readonly baseUrl: string
  }
  stop(): Promise<void>
  /** Puts the pay sheet on the API's own origin: `/mock/wechat-pay/sheet`. Before it listens. */
  sheetRoutes(app: FastifyInstance): void

  /** The neighbour pays, as on the sheet. Throws where nobody could. */
  pays(outTradeNo: string, notifiedAfter?: number): Notice
  /** A refund comes to its end. */
  refundEnds(outRefundNo: string, status?: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'): Notice
  /** What the merchant has there, fen: refunds beyond it are NOT_ENOUGH. Without end when `null`. */
  balance(fen: number | null): void
  readonly notifications: Pick<Notifications, 'all' | 'hold' | 'deliver' | 'letter' | 'probe' | 'sendTo' | 'signWith'>
  /** The next answer is not as WeChat would send it. */
  spoil(how: Spoiling): void
  readonly keyNames: { readonly publicKey: string; readonly certificate: string }
  readonly troubles: Troubles
}
export type { Letter, Notice, Spoiling }

const MCHID = '1900000001'
const APPID = 'wx00000000000000aa'

/**
 * Starts the stand-in of api.mch.weixin.qq.com on a loopback port: the real protocol with real RSA keys, signatures both ways.
 * Everything is in memory, the keys too: its end forgets all orders, and what was signed before is worth nothing after.
 */
export async function mockWechatPay(options: MockWechatPayOptions = {}): Promise<MockWechatPay> {
  const { port = 0, clock, retryScale = 1, refundTakes = SECOND, refundPause = MINUTE } = options
  const account: Account = { appid: options.appid ?? APPID, mchid: MCHID }
  const now = clock ? () => clock.now() : () => Date.now() as Instant
  const keys = await newKeys(account.mchid)
  const remembered = ledger(now, refundPause)
  const mail = notifications({ keys, now, retryScale })
  const app = Fastify({ forceCloseConnections: true })
  const { spoil, troubles } = wireOn(app, { keys, mchid: account.mchid, now })

  const paid = (order: Order, after: number): Notice => {
    const content = { ...orderJson(account, order, false) }
    return mail.tell('TRANSACTION.SUCCESS', order.outTradeNo, content, order.notifyUrl, after)
  }
  const ended = (refund: Refund, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'): Notice => {
    remembered.endRefund(refund, status)
    const content = refundNotice(account.mchid, refund)
    return mail.tell(`REFUND.${status}`, refund.outRefundNo, content, refund.notifyUrl)
  }
  endpointsOn(app, account, remembered, troubles, (refund) => {
    if (refundTakes !== null)
      mail.later(refundTakes, () => void (refund.status === 'PROCESSING' && ended(refund, 'SUCCESS')))
  })
  const baseUrl = await app.listen({ port, host: '127.0.0.1' })

  return {
    settings: { ...account, ...settingsOf(keys), baseUrl },
    stop: async () => {
      mail.stop()
      await app.close()
    },
    sheetRoutes: (api) => sheetRoutesOn(api, { keys, appid: account.appid, ledger: remembered, now, paid }),
    pays: (outTradeNo, notifiedAfter = 0) => paid(payable(remembered, outTradeNo), notifiedAfter),
    refundEnds(outRefundNo, status = 'SUCCESS') {
      const refund = remembered.findRefund(outRefundNo)
      if (!refund) throw new Error(`Nobody asked for ${outRefundNo}`)
      return ended(refund, status)
    },
    balance: (fen) => remembered.setBalance(fen),
    notifications: mail,
    spoil,
    keyNames: { publicKey: keys.publicKeyId, certificate: keys.certificateSerial },
    troubles,
  }
}

function payable(remembered: Ledger, outTradeNo: string): Order {
  const order = remembered.find(outTradeNo)
  const refused = order ? remembered.pay(order) : '订单不存在'
  if (!order || typeof refused === 'string') throw new Error(`Nobody can pay ${outTradeNo}: ${String(refused)}`)
  return order
}

const settingsOf = (keys: Keys) => ({
  serial: keys.serial,
  privateKey: privatePem(keys.merchant),
  publicKeys: Object.fromEntries([...keys.platform].map(([name, pair]) => [name, publicPem(pair)])),
  apiV3Key: keys.apiV3Key,
})
