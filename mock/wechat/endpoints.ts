import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { openidOf } from '../personas'
import type { Troubles } from '../trouble'
import { codePicture } from './code-picture'
import { type Errcode, failure } from './errors'
import type { Memory, ToldShipping } from './memory'
import { brokenValue, isForbidden } from './message-values'

export type Account = {
  readonly appid: string
  readonly secret: string
  /** Template ids of this account; any is known without the list. */
  readonly templates?: readonly string[]
  /** Published pages; any is known without the list. */
  readonly pages?: readonly string[]
}

type Body = Readonly<Record<string, unknown>>
type Query = Readonly<Record<string, string | undefined>>

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The endpoints of api.weixin.qq.com that the API calls, with the same JSON. */
export function endpointsOn(app: FastifyInstance, account: Account, memory: Memory, troubles: Troubles): void {
  app.get('/sns/jscode2session', async (request) => {
    await troubles.middle('/sns/jscode2session')
    const query = request.query as Query
    if (query.appid !== account.appid) return failure(40013)
    if (query.secret !== account.secret) return failure(40125)
    if (query.grant_type !== 'authorization_code') return failure(40002)
    const spent = memory.spendCode(query.js_code ?? '')
    if ('errcode' in spent) return failure(spent.errcode)
    return { openid: spent.openid, session_key: randomBytes(16).toString('base64') }
  })

  app.post('/cgi-bin/stable_token', async (request) => {
    const body = bodyOf(request)
    if (body.grant_type !== 'client_credential') return failure(40002)
    if (body.appid !== account.appid) return failure(40013)
    if (body.secret !== account.secret) return failure(40125)
    const { token, seconds } = memory.stableToken(body.force_refresh === true)
    return { access_token: token, expires_in: seconds }
  })

  withToken('/wxa/msg_sec_check', (body) => {
    const [openid, content] = [text(body.openid), text(body.content)]
    if (body.version !== 2 || ![1, 2, 3, 4].includes(body.scene as number)) return failure(47001)
    if (content === '' || content.length > 2_500) return failure(47001)
    if (!memory.isKnown(openid)) return failure(40003)
    const risky = isForbidden(content)
    const result = { suggest: risky ? 'risky' : 'pass', label: risky ? 20_006 : 100 }
    return { ...failure(0), trace_id: randomBytes(8).toString('hex'), result, detail: [] }
  })

  withToken('/cgi-bin/message/subscribe/send', (body) => send(body, account, memory, troubles))

  withToken('/wxa/getwxacodeunlimit', (body, reply) => {
    const refused = refusedCode(body, account.pages)
    if (refused) return failure(refused)
    return reply.type('image/png').send(codePicture(text(body.scene), width(body)))
  })

  withToken('/wxa/sec/order/upload_shipping_info', async (body) => {
    await troubles.middle('/wxa/sec/order/upload_shipping_info')
    const told = readShipping(body)
    return failure(typeof told === 'number' ? told : memory.ship(told))
  })

  function withToken(path: string, run: (body: Body, reply: FastifyReply) => unknown): void {
    app.post(path, async (request, reply) => {
      const refused = memory.judgeToken((request.query as Query).access_token)
      return refused ? failure(refused) : run(bodyOf(request), reply)
    })
  }
}

const objectOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {})

/** One parcel of one payment, named by WeChat Pay's own number; what is wrong otherwise. */
function readShipping(body: Body): ToldShipping | Errcode {
  const key = objectOf(body.order_key)
  const [transactionId, openid] = [text(key.transaction_id), text(objectOf(body.payer).openid)]
  const list = Array.isArray(body.shipping_list) ? body.shipping_list : []
  const [description, uploadTime] = [text(objectOf(list[0]).item_desc), text(body.upload_time)]
  const logistics = body.logistics_type
  if (key.order_number_type !== 2 || !/^\S{1,32}$/.test(transactionId) || openid === '') return 10060014
  if (![1, 2, 3, 4].includes(logistics as number)) return 10060005
  if (body.delivery_mode !== 1 || list.length !== 1) return 10060014
  if (description === '') return 10060008
  const dated = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/.test(uploadTime)
  if (description.length > 120 || !dated) return 10060014
  return { transactionId, openid, logistics: logistics as number, description }
}

const bodyOf = (request: FastifyRequest): Body =>
  typeof request.body === 'object' && request.body !== null ? (request.body as Body) : {}

const STATES = ['developer', 'trial', 'formal', undefined]

async function send(body: Body, account: Account, memory: Memory, troubles: Troubles): Promise<object> {
  const [openid, templateId] = [text(body.touser), text(body.template_id)]
  if (!memory.isKnown(openid)) return failure(40003)
  if (account.templates && !account.templates.includes(templateId)) return failure(40037)
  if (!STATES.includes(body.miniprogram_state as string | undefined)) return failure(47001)
  const page = text(body.page)
  if (page.startsWith('/')) return failure(41030)
  if (memory.busy.has(openid)) return failure(43108)
  memory.busy.add(openid)
  try {
    await troubles.middle('/cgi-bin/message/subscribe/send')
    const data = valuesOf(body.data)
    const broken = data === null ? 'data' : brokenValue(data)
    if (data === null || broken) return failure(47003, `data.${broken}.value invalid`)
    if (Object.values(data).some(isForbidden)) return failure(45168)
    if (!memory.spendConsent(openid, templateId)) return failure(43101)
    const to = memory.nameOf(openid)
    memory.keep({ to, openid, templateId, page: page || null, data, at: memory.now() })
    return { ...failure(0), msgid: Number(randomBytes(5).readUIntBE(0, 5)) }
  } finally {
    memory.busy.delete(openid)
  }
}

/** `{ thing1: { value: '…' } }` as plain values; `null` when it is not of that form. */
function valuesOf(data: unknown): Record<string, string> | null {
  if (typeof data !== 'object' || data === null) return null
  const entries = Object.entries(data as Record<string, { value?: unknown }>)
  if (entries.some(([, field]) => typeof field?.value !== 'string')) return null
  return Object.fromEntries(entries.map(([key, field]) => [key, String(field.value)]))
}

/** 1 to 32 visible characters; no `%`, so no URL-encoded Chinese (KF-39). */
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/
const PAGE = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/

const width = (body: Body): number => (typeof body.width === 'number' ? body.width : 430)

function refusedCode(body: Body, pages: readonly string[] | undefined): Errcode | null {
  if (!SCENE.test(text(body.scene))) return 40129
  const page = text(body.page)
  if (page !== '' && !PAGE.test(page)) return 41030
  if (page !== '' && body.check_path !== false && pages && !pages.includes(page)) return 41030
  if (!['release', 'trial', 'develop', undefined].includes(body.env_version as string | undefined)) return 40097
  const wished = width(body)
  return Number.isInteger(wished) && wished >= 280 && wished <= 1280 ? null : 40097
}

/** Endpoints that WeChat does not have: who there is, signing in by name, consents, and what was sent. */
export function developmentRoutesOn(app: FastifyInstance, memory: Memory, routes: DevelopmentRoutes): void {
  const config = { who: 'public' } as const
  const schema = { hide: true }
  app.get('/mock/wechat/login', { config, schema }, async (request, reply) => {
    const name = (request.query as Query).as ?? ''
    if (!routes.isName(name)) return reply.code(400).send({ message: 'as=NAME, up to 32 letters, digits, - or _' })
    return reply.header('cache-control', 'no-store').send({ code: memory.newCode(name) })
  })
  app.get('/mock/wechat/personas', { config, schema }, async () => ({ personas: routes.personas }))
  app.post('/mock/wechat/consents', { config, schema }, async (request, reply) => {
    const { as, templateIds } = bodyOf(request)
    const ids = Array.isArray(templateIds) ? templateIds.map(text).filter((id) => id !== '') : []
    if (!routes.isName(text(as)) || ids.length === 0 || ids.length > 5)
      return reply.code(400).send({ message: '{ as, templateIds: up to five that were accepted }' })
    const openid = memory.knownAs(text(as))
    for (const id of ids) memory.consent(openid, id)
    return { done: true }
  })
  app.get('/mock/wechat/sent', { config, schema }, async (request, reply) => {
    const { to } = request.query as Query
    const messages = memory.sent.filter((message) => to === undefined || message.openid === openidOf(to))
    return reply.header('cache-control', 'no-store').send({ messages })
  })
}

export type DevelopmentRoutes = {
  isName(name: string): boolean
  readonly personas: readonly { readonly name: string; readonly called: string; readonly role: string | null }[]
}
