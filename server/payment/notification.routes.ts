import type { FastifyInstance } from 'fastify'
import { paths } from '../../src/contract/paths'
import type { Clock } from '../clock'
import type { Notification, WechatPayGateway } from '../gateways/wechat-pay'

const BODY_LIMIT = 64 * 1024

/**
 * Where WeChat Pay says what became of payments and refunds: no session, no query, no key; its signature over the raw body is
 * all that counts. Answered 204 when `handle` has kept it and 500 when it threw, so that WeChat says it again; the same
 * notification may come many times, side by side, late and in any order. What is not believed is answered 401, WeChat's own
 * probes among it (they must fail).
 * @param handle keeps the notification before it returns; WeChat waits five seconds.
 */
export function notificationRoutes(
  app: FastifyInstance,
  pay: Pick<WechatPayGateway, 'readNotification'>,
  clock: Clock,
  handle: (notification: Notification) => Promise<void>,
): void {
  void app.register(async (scope) => {
    // The signature is over the bytes: nothing may parse and write them anew in between.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    )
    scope.post(
      paths.payNotifications,
      { config: { who: 'public' }, schema: { hide: true }, bodyLimit: BODY_LIMIT },
      async (request, reply) => {
        const body = typeof request.body === 'string' ? request.body : ''
        const read = pay.readNotification(request.headers, body, clock.now())
        if (!read.ok) {
          request.log.warn({ reason: read.reason }, 'payment notification not believed')
          return reply.code(401).send(fail('signature'))
        }
        const { id, kind } = read.notification
        try {
          await handle(read.notification)
        } catch (error) {
          request.log.error({ err: error, notification: id, kind }, 'payment notification not kept')
          return reply.code(500).send(fail('not kept'))
        }
        return reply.code(204).send()
      },
    )
  })
}

/** The form in which WeChat reads why. */
const fail = (message: string) => ({ code: 'FAIL', message })
