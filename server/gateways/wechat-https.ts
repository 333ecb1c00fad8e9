import { plus, SECOND } from '../../src/domain/time'
import type { Clock } from '../clock'
import { ask, type GatewayLog, type Heard, silent } from './ask'
import { cut } from './cut'
import { rfc3339 } from './rfc3339'
import type { MiniProgramCode, SendResult, ShippingInfo, SubscribeMessage, WechatGateway, WechatSignIn } from './wechat'
import { type AccessToken, accessTokens } from './wechat-token'

export const WECHAT_URL = 'https://api.weixin.qq.com'

/** Which build of the mini-program messages and codes open; codes call the same three by other names. */
export type MiniprogramState = 'formal' | 'trial' | 'developer'
const ENV_VERSION = { formal: 'release', trial: 'trial', developer: 'develop' } as const satisfies Record<
  MiniprogramState,
  string
>

export type WechatSettings = {
  readonly appid: string
  readonly secret: string
  readonly miniprogramState: MiniprogramState
  readonly clock: Clock
  readonly baseUrl?: string
  /** How long one call may take, milliseconds (5,000). */
  readonly timeoutMs?: number
  readonly log?: GatewayLog
}

const SIGN_IN_REFUSED: Readonly<Record<number, 'bad-code' | 'risky'>> = {
  40029: 'bad-code', // not a code, or older than five minutes
  40163: 'bad-code', // spent
  40226: 'risky',
}

/** What WeChat's answer to a send means for us. What is not here was an answer, so nothing was sent, and again would be the same. */
const SEND_OUTCOME: Readonly<Record<number, SendResult['outcome']>> = {
  0: 'sent',
  43101: 'no-consent', // KF-37
  [-1]: 'later', // system busy
  40001: 'later', // the token, twice in a row
  42001: 'later',
  43108: 'later', // another send to this person is under way
  45009: 'later', // today's quota
  45011: 'later', // this minute's quota
  40003: 'refused', // no such person
  40037: 'refused', // no such template
  41030: 'refused', // no such page
  43107: 'refused', // banned
  45168: 'refused', // sensitive word
  47003: 'refused', // a value breaks its rule
}

const CODE_REFUSED: Readonly<Record<number, 'bad-scene' | 'bad-page'>> = {
  40129: 'bad-scene',
  40169: 'bad-scene', // its length
  41030: 'bad-page',
}

/** What WeChat's answer to a hand-over means for us; what is not here was refused (a field, or an order that is no longer one). */
const SHIPPING_OUTCOME: Readonly<Record<number, 'done' | 'later'>> = {
  0: 'done',
  10060002: 'done', // told before
  10060003: 'done', // told before, and corrected once
  10060023: 'done', // told before in the same words
  10060001: 'later', // WeChat Pay has not told the mini-program side of this payment yet
  10060012: 'later', // system busy
  [-1]: 'later',
  40001: 'later',
  42001: 'later',
  45009: 'later',
  45011: 'later',
}
const LOGISTICS = { 'same-city': 2, pickup: 4 } as const satisfies Record<ShippingInfo['logistics'], number>
/** Characters that an item description may have; one beyond the basic plane may count as two there. */
const ITEM_DESC = 120

const TOKEN_REFUSED = new Set([40001, 42001])

/** WeChat over HTTPS: developers.weixin.qq.com/miniprogram. Each call answers in time or says what is known; none throws. */
export function wechatOverHttps(settings: WechatSettings): WechatGateway {
  const { appid, secret, miniprogramState } = settings
  const base = settings.baseUrl ?? WECHAT_URL
  const timeoutMs = settings.timeoutMs ?? 5 * SECOND
  const log = settings.log ?? silent
  const tokens = accessTokens(settings.clock, fetchToken)

  const at = (path: string, query: Record<string, string> = {}): URL => {
    const url = new URL(path, base)
    url.search = new URLSearchParams(query).toString()
    return url
  }

  async function call(path: string, query: Record<string, string>, body?: object): Promise<Heard> {
    const request: RequestInit = body
      ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : {}
    const heard = await ask(at(path, query), request, timeoutMs)
    if (heard.came === 'unreached' || heard.came === 'lost') log.warn({ call: path }, `WeChat: answer ${heard.came}`)
    const code = errcodeOf(heard)
    if (code) log.warn({ call: path, errcode: code, rid: ridOf(heard) }, 'WeChat refused')
    return heard
  }

  async function fetchToken(): Promise<AccessToken | null> {
    const asked = settings.clock.now()
    const heard = await call('/cgi-bin/stable_token', {}, { grant_type: 'client_credential', appid, secret })
    if (heard.came !== 'json') return null
    const { access_token: token, expires_in: seconds } = heard.body
    if (typeof token !== 'string' || token === '' || typeof seconds !== 'number') return null
    return { token, endsAt: plus(asked, seconds * SECOND) }
  }

  /** A call that needs the access token. A token that WeChat does not accept is fetched anew, once. */
  async function callWithToken(path: string, body: object): Promise<Heard> {
    const token = await tokens.current()
    if (token === null) return { came: 'unreached' }
    const heard = await call(path, { access_token: token }, body)
    if (!TOKEN_REFUSED.has(errcodeOf(heard))) return heard
    const other = await tokens.instead(token)
    return other === null ? heard : call(path, { access_token: other }, body)
  }

  return {
    async signIn(code): Promise<WechatSignIn> {
      const query = { appid, secret, js_code: code, grant_type: 'authorization_code' }
      const heard = await call('/sns/jscode2session', query)
      const refused = SIGN_IN_REFUSED[errcodeOf(heard)]
      if (refused) return { ok: false, reason: refused }
      if (heard.came !== 'json' || errcodeOf(heard) !== 0) return { ok: false, reason: 'unavailable' }
      const { openid, unionid } = heard.body
      if (typeof openid !== 'string' || openid === '') return { ok: false, reason: 'unavailable' }
      return { ok: true, openid, unionid: typeof unionid === 'string' ? unionid : null }
    },

    async checkText(openid, text) {
      const heard = await callWithToken('/wxa/msg_sec_check', { openid, content: text, version: 2, scene: 2 })
      if (heard.came !== 'json' || errcodeOf(heard) !== 0) return 'unavailable'
      const { result } = heard.body
      const suggest = typeof result === 'object' && result !== null && 'suggest' in result ? result.suggest : undefined
      if (suggest === 'pass') return 'pass'
      // "review" asks for a human look, and nobody looks before the neighbour would read it.
      return suggest === 'risky' || suggest === 'review' ? 'risky' : 'unavailable'
    },

    async sendSubscribeMessage(message): Promise<SendResult> {
      const heard = await callWithToken('/cgi-bin/message/subscribe/send', sendBody(message, miniprogramState))
      if (heard.came === 'unreached') return { outcome: 'later' }
      if (heard.came !== 'json' || typeof heard.body.errcode !== 'number') return { outcome: 'unknown' }
      const errcode = heard.body.errcode
      return { outcome: SEND_OUTCOME[errcode] ?? 'refused', errcode }
    },

    async miniProgramCode(scene, page): Promise<MiniProgramCode> {
      const heard = await callWithToken('/wxa/getwxacodeunlimit', {
        scene,
        page,
        // Only what is published can be checked; before that the pages exist for testers alone.
        check_path: miniprogramState === 'formal',
        env_version: ENV_VERSION[miniprogramState],
      })
      if (heard.came === 'image') return { ok: true, type: heard.type, bytes: heard.bytes }
      return { ok: false, reason: CODE_REFUSED[errcodeOf(heard)] ?? 'unavailable' }
    },

    async uploadShipping(info) {
      const heard = await callWithToken('/wxa/sec/order/upload_shipping_info', shippingBody(info))
      // An answer that was lost may stand for a deed: told again, WeChat says that it knows.
      if (heard.came !== 'json' || typeof heard.body.errcode !== 'number') return 'later'
      return SHIPPING_OUTCOME[heard.body.errcode] ?? 'refused'
    },
  }
}

function sendBody(message: SubscribeMessage, miniprogramState: MiniprogramState): object {
  return {
    touser: message.openid,
    template_id: message.templateId,
    ...(message.page !== null && { page: message.page }),
    miniprogram_state: miniprogramState,
    lang: 'zh_CN',
    data: Object.fromEntries(Object.entries(message.data).map(([key, value]) => [key, { value }])),
  }
}

function shippingBody(info: ShippingInfo): object {
  return {
    order_key: { order_number_type: 2, transaction_id: info.transactionId },
    logistics_type: LOGISTICS[info.logistics],
    delivery_mode: 1,
    shipping_list: [{ item_desc: cut(info.description, ITEM_DESC, ({ length }) => length) }],
    upload_time: rfc3339(info.uploadedAt),
    payer: { openid: info.payerOpenid },
  }
}

/** WeChat's error code; 0 when it named none. */
function errcodeOf(heard: Heard): number {
  return heard.came === 'json' && typeof heard.body.errcode === 'number' ? heard.body.errcode : 0
}

/** The id under which WeChat finds this call again; the rest of its message may quote what was sent and stays out of the log. */
function ridOf(heard: Heard): string {
  const message = heard.came === 'json' ? String(heard.body.errmsg ?? '') : ''
  return /rid: ([0-9a-f-]{8,40})/.exec(message)?.[1] ?? ''
}
