import { type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { type LoggerOptions, stdTimeFunctions } from 'pino'

/**
 * Structured lines for the log: time, level, request id, and of a request its method, route, status and milliseconds.
 * No body, no header, no address, no query, no openid: what is not written cannot leak.
 */
export const logOptions = (level = 'info'): LoggerOptions => ({
  level,
  timestamp: stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }), bindings: ({ pid }) => ({ pid: pid as number }) },
  // Should anything log a whole request or answer, this is all that is written of it.
  serializers: {
    req: (request: FastifyRequest) => ({ method: request.method, route: routeOf(request) }),
    res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    err: bareError,
  },
})

/** One line per request, when it has been answered (Fastify's own would be two, with the URL). */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' })
  }

  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const ms = Math.round(reply.elapsedTime * 10) / 10
    const facts = { method: request.method, route: routeOf(request), status: reply.statusCode, ms }
    if (error) request.log.error({ ...facts, err: error }, 'the answer could not be sent')
    else request.log.info(facts, 'answered')
  }

  override routeNotFound(): void {}
}

/** The route's pattern, so that no id stands in the log; of a path that no route serves, the part before the query. */
const routeOf = (request: FastifyRequest): string =>
  request.routeOptions?.url ?? (request.url.split('?')[0] ?? '').slice(0, 120)

/**
 * An error as type, code and stack. PostgreSQL quotes the values of the row in its detail, and of what it could not read in
 * its message: those stay out.
 */
export function bareError(
  error: Error & { code?: unknown; constraint?: unknown; table?: unknown; severity?: unknown },
) {
  const fromDatabase = error.severity !== undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    type: error.name,
    ...(fromDatabase ? {} : { message: error.message }),
    ...(typeof error.code === 'string' && { code: error.code }),
    ...(typeof error.constraint === 'string' && { constraint: error.constraint }),
    ...(typeof error.table === 'string' && { table: error.table }),
    stack: frames.slice(0, 12).join('\n'),
  }
}
