import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sha256 } from '../keys'

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']
const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/**
 * Who operates this process: whoever has the token. Without a token (development) whoever sits on this machine, which a
 * proxy in front does too: what a proxy has passed on, or may have, is nobody's.
 */
export function operatorCheck(outside: {
  readonly operatorToken?: string
  readonly trustedProxies?: string
}): (request: FastifyRequest) => boolean {
  const { operatorToken, trustedProxies } = outside
  if (operatorToken === undefined)
    return ({ headers, socket }) =>
      trustedProxies === undefined &&
      LOOPBACK.includes(socket.remoteAddress ?? '') &&
      FORWARDING.every((name) => headers[name] === undefined)
  const expected = sha256(`Bearer ${operatorToken}`)
  return ({ headers }) => timingSafeEqual(sha256(headers.authorization ?? ''), expected)
}
