import type { FastifyInstance, FastifyRequest } from 'fastify'
import rateLimit from '@fastify/rate-limit'
import { type Refusal, refuse } from '../../src/contract/errors'
import { paths } from '../../src/contract/paths'

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
/** How many addresses or residents are counted at a time; beyond it those are forgotten who have been quiet longest. */
const COUNTED = 100_000

/** Counts a request of an address, or of the resident who is named. */
export async function limitsOn(
  app: FastifyInstance,
  limits: Limits,
): Promise<(request: FastifyRequest, residentId: string | null) => Promise<Refusal | null>> {
  await app.register(rateLimit, { global: false })
  const callers = new WeakMap<FastifyRequest, string>()
  // Each counts for itself. By default the key is the address, of IPv6 the /64 that one household has.
  const own = { timeWindow: MINUTE, cache: COUNTED }
  const byAddress = app.createRateLimit({ ...own, max: limits.perAddress })
  const bySignIn = app.createRateLimit({ ...own, max: limits.signInsPerAddress })
  const byResident = app.createRateLimit({
    ...own,
    max: limits.perResident,
    keyGenerator: (request) => callers.get(request) ?? request.ip,
  })

  return async (request, residentId) => {
    if (residentId) callers.set(request, residentId)
    const checks = residentId ? [byResident] : [byAddress]
    if (!residentId && request.method === 'POST' && request.routeOptions.url === paths.sessions) checks.push(bySignIn)
    for (const check of checks) {
      const result = await check(request)
      if (!result.isAllowed && result.isExceeded) return refuse('TOO_MANY_REQUESTS', { seconds: result.ttlInSeconds })
    }
    return null
  }
}
