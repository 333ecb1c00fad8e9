import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'
import { type Refusal, refuse, sentenceOf, statusOf } from '../../src/contract/errors'
import { Busy } from '../database/gather'

const BUSY_SECONDS = 3

/** The one shape of every refusal. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const seconds = retryAfter(refusal)
  if (seconds !== null && !reply.hasHeader('retry-after')) reply.header('retry-after', String(seconds))
  return reply
    .code(statusOf(refusal.refused))
    .header('cache-control', 'no-store')
    .send({
      error: {
        code: refusal.refused,
        message: sentenceOf(refusal),
        ...(refusal.facts && { facts: refusal.facts }),
        requestId: reply.request.id,
      },
    })
}

/** In how many seconds it is worth asking again, for those who wait by the header; `null` when waiting changes nothing. */
function retryAfter({ refused, facts }: Refusal): number | null {
  if (refused === 'TOO_MANY_REQUESTS') return Number(facts?.seconds)
  if (refused === 'CODE_THROTTLED') return Number(facts?.minutes) * 60
  return refused === 'BUSY' ? BUSY_SECONDS : null
}

/** What Fastify and the database throw, as refusals of our list. Nothing of an error's text leaves the house. */
function asRefusal(error: FastifyError): Refusal {
  if (error.validation && error.validationContext === 'headers') return refuse('KEY_MISSING')
  if (error.validation) {
    const [first] = error.validation
    const where = first?.instancePath.slice(1).replaceAll('/', '.') || String(first?.params?.missingProperty ?? '')
    return refuse('INPUT_INVALID', { field: where }, { detail: where || '格式' })
  }
  if (error instanceof Busy) return refuse('BUSY')
  if (error.code === 'FST_UNDER_PRESSURE') return refuse('BUSY')
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('BODY_TOO_LARGE')
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refuse('UNSUPPORTED_MEDIA')
  if (error.code === 'BODY_NOT_KEPT') return refuse('INPUT_INVALID', undefined, { detail: '文字' })
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH' || error.code === 'FST_ERR_BAD_URL') return refuse('NOT_FOUND')
  if (error.statusCode !== undefined && error.statusCode < 500)
    return refuse('INPUT_INVALID', undefined, { detail: '格式' })
  // a text with U+0000 in it that came another way than in a body
  if (error.code === '22021' || error.code === '22P05') return refuse('INPUT_INVALID', undefined, { detail: '文字' })
  // a pool with no free connection, a database that is restarting or shutting down: nothing was changed
  const busy = /timeout exceeded when trying to connect|ECONNREFUSED|ECONNRESET|Connection terminated/.test(
    error.message,
  )
  if (busy || /^(57P0|53|08|40)/.test(error.code ?? '')) return refuse('BUSY')
  return refuse('UNEXPECTED')
}

/** For what goes wrong before a request has a route: Fastify would answer in its own words and quote the path. */
export const refuseUnrouted: NonNullable<FastifyServerOptions['frameworkErrors']> = (error, _request, reply) => {
  sendRefusal(reply, asRefusal(error))
}

export function refusalsOn(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = asRefusal(error)
    if (statusOf(refusal.refused) >= 500) request.log.error({ err: error }, 'request failed')
    return sendRefusal(reply, refusal)
  })
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, refuse('NOT_FOUND')))
}
