import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import { Type } from 'typebox'
import type { Db } from '../database/connection'
import type { Api } from './route'

/** `/healthz` this process lives · `/readyz` it can answer · `/metrics` Prometheus text, for operators only. */
export function operationsOn(app: FastifyInstance, api: Api, db: Db): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  })
  const refusals = new Counter({
    name: 'refusals_total',
    help: 'Answers other than 200, by route and status',
    labelNames: ['route', 'status'],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    const status = String(reply.statusCode)
    seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000)
    if (reply.statusCode >= 400) refusals.inc({ route, status })
  })

  const Up = Type.Object({ up: Type.Boolean() })
  api.read({ who: 'public', url: '/healthz', summary: 'This process lives', answer: Up }, async () => ({ up: true }))
  app.get(
    '/readyz',
    {
      config: { who: 'public' },
      schema: { summary: 'It can answer', tags: ['operations'], response: { 200: Up, 503: Up } },
    },
    async (_request, reply) => {
      const up = await sql`select 1 from coupon_batch limit 1`.execute(db).then(
        () => true,
        () => false,
      )
      return reply
        .code(up ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ up })
    },
  )
  api.read(
    {
      who: 'operator',
      url: '/metrics',
      summary: 'Prometheus metrics',
      answer: Type.Unsafe<string>({ type: 'string' }),
    },
    () => registry.metrics(),
  )
}
