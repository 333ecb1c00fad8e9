import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Instant, MINUTE, plus } from '../../src/domain/time'
import { type Troubles, troublesOn } from '../trouble'
import type { Keys } from './keys'
import { type Headers, judgeRequest, signedHeaders } from './seal'

/**
 * What can be wrong with an answer's signature: `body` was changed after it was signed · `wrong-key`: signed by somebody
 * else under WeChat's name · `unsigned` · `unknown-key`: names a key nobody has · `old`: signed six minutes ago.
 */
export type Spoiling = 'body' | 'wrong-key' | 'unsigned' | 'unknown-key' | 'old'

type Wire = { readonly keys: Keys; readonly mchid: string; readonly now: () => Instant }

/** What lies under every endpoint: the raw body, the merchant's signature on the way in, WeChat's on the way out. */
export function wireOn(
  app: FastifyInstance,
  { keys, mchid, now }: Wire,
): { troubles: Troubles; spoil(how: Spoiling): void } {
  const raw = new WeakMap<FastifyRequest, string>()
  const unsigned = new WeakSet<FastifyRequest>()
  const spoilings: Spoiling[] = []

  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    raw.set(request, body)
    try {
      done(null, JSON.parse(body))
    } catch {
      done(null, {})
    }
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'NOT_FOUND', message: '接口不存在' }))
  app.setErrorHandler((_error, _request, reply) =>
    reply.code(500).send({ code: 'SYSTEM_ERROR', message: '系统异常，请稍后重试' }),
  )
  app.addHook('preHandler', async (request, reply) => {
    const { method, url } = request
    const { authorization } = request.headers
    const wrong = judgeRequest(keys, mchid, { method, url, authorization, body: raw.get(request) ?? '' }, now())
    if (!wrong) return undefined
    // Who asks is not known, so nothing is signed for them.
    unsigned.add(request)
    return reply.code(401).send({ code: 'SIGN_ERROR', message: wrong })
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const body = typeof payload === 'string' ? payload : ''
    reply.header('request-id', randomBytes(20).toString('hex').toUpperCase())
    if (unsigned.has(request)) return payload
    const wanted = String(request.headers['wechatpay-serial'])
    const name = keys.platform.has(wanted) ? wanted : keys.certificateSerial
    return spoiled(spoilings.shift(), { keys, name, body, now: now() }, reply) ?? payload
  })
  // After the signature: what a trouble answers is WeChat's word as well.
  const troubles = troublesOn(app)
  return { troubles, spoil: (how) => void spoilings.push(how) }
}

type Answer = { readonly keys: Keys; readonly name: string; readonly body: string; readonly now: Instant }

/** Signs an answer, well or badly; a body that is to go out instead. */
function spoiled(
  how: Spoiling | undefined,
  { keys, name, body, now }: Answer,
  reply: FastifyReply,
): string | undefined {
  if (how === 'unsigned') return undefined
  const signer = how === 'wrong-key' ? [...keys.platform.keys()].find((other) => other !== name)! : name
  const headers: Headers = signedHeaders(keys, signer, body, how === 'old' ? plus(now, -6 * MINUTE) : now)
  reply.headers({ ...headers, 'wechatpay-serial': how === 'unknown-key' ? `${name}X` : name })
  if (how !== 'body') return undefined
  // One fen more or less where there is a number; otherwise a space, which JSON would not notice.
  return /\d/.test(body) ? body.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)) : `${body} `
}
