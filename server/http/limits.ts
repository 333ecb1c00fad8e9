import type { FastifyInstance, FastifyRequest } from 'fastify'
import rateLimit from '@fastify/rate-limit'
import { type Refusal, refuse } from '../../src/contract/errors'

/**
 * How often one may ask, per minute and process. These protect the process; nothing scarce is decided by them.
 * A whole estate sits behind one address (carrier NAT), so the address is generous and the resident is not.
 */
export type Limits = {
  perAddress: number
  perResident: number
  signInsPerAddress: number
  /** How late the event loop may run, in ms, before callers hear BUSY. Left out: however late (tests on a loaded machine). */
  eventLoopDelay?: number
}

export const DEFAULT_LIMITS: Limits = {
  perAddress: 12_000,
  perResident: 240,
  signInsPerAddress: 3_000,
  eventLoopDelay: 2_000,
}

const MINUTE = 60_000

export async function limitsOn(
  app: FastifyInstance,
  limits: Limits,
): Promise<(request: FastifyRequest, residentId: string | null) => Promise<Refusal | null>> {
  await app.register(rateLimit, { global: false, cache: 100_000 })
  const byAddress = app.createRateLimit({
    max: limits.perAddress,
    timeWindow: MINUTE,
    keyGenerator: (r) => r.ip,
  })
  const byResident = app.createRateLimit({
    max: limits.perResident,
    timeWindow: MINUTE,
    keyGenerator: (r) => callers.get(r) ?? r.ip,
  })
  const bySignIn = app.createRateLimit({
    max: limits.signInsPerAddress,
    timeWindow: MINUTE,
    keyGenerator: (r) => r.ip,
  })
  const callers = new WeakMap<FastifyRequest, string>()

  return async (request, residentId) => {
    const checks = [byAddress]
    if (residentId) {
      callers.set(request, residentId)
      checks.push(byResident)
    }
    if (request.method === 'POST' && request.routeOptions.url === '/v1/sessions') checks.push(bySignIn)
    for (const check of checks) {
      const result = await check(request)
      if (!result.isAllowed && result.isExceeded) return refuse('TOO_MANY_REQUESTS', { seconds: result.ttlInSeconds })
    }
    return null
  }
}
