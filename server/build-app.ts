import { randomUUID } from 'node:crypto'
import etag from '@fastify/etag'
import helmet from '@fastify/helmet'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { may } from '../src/domain/staff/role'
import type { Clock } from './clock'
import type { OpenDatabase } from './database/connection'
import { featuresOn } from './features'
import type { MapsGateway } from './gateways/maps'
import type { WechatGateway } from './gateways/wechat'
import type { WechatPayGateway } from './gateways/wechat-pay'
import { DEFAULT_LIMITS, type Limits, limitsOn } from './http/limits'
import { documentationOn } from './http/documentation'
import { operationsOn } from './http/operations'
import { closingOn } from './http/closing'
import { jsonBodiesOn } from './http/json-body'
import { operatorCheck } from './http/operator'
import { refusalsOn, refuseUnrouted } from './http/refusals'
import { RequestLog } from './http/request-log'
import { routesOn } from './http/route'
import { readSigned } from './http/signed'
import type { Keys } from './keys'
import type { Templates } from './reminder/consent.service'
import { sessionLookup } from './resident/session.service'
import { grantInForce } from './staff/staff.repository'
import { tillLookup } from './till/key.service'

/** Everything that comes from outside the process, through one door: start, tests and bench build the same app. */
export type Outside = {
  readonly database: OpenDatabase
  readonly clock: Clock
  readonly keys: Keys
  readonly wechat: WechatGateway
  readonly pay: WechatPayGateway
  readonly maps: MapsGateway
  /** WeChat's template ids by what they are for. */
  readonly templates: Templates
  /** Bearer token for /metrics; without one it answers only who is on this machine and came through no proxy. */
  readonly operatorToken?: string
  readonly limits?: Limits
  readonly logger?: FastifyServerOptions['logger']
  /** Addresses of the proxies that may be believed about the caller's address, `loopback, 10.0.0.0/8`. */
  readonly trustedProxies?: string
}

const BODY_LIMIT = 64 * 1024

/** Answers are data: whoever opens one as a page gets neither scripts nor frames. */
const NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'"

/** Builds the API. Nothing listens yet; `app.inject` works at once, `app.listen` opens the door. */
export async function buildApp(outside: Outside): Promise<FastifyInstance> {
  const app = Fastify({
    logger: outside.logger ?? false,
    logController: new RequestLog(),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    trustProxy: outside.trustedProxies ?? false,
    requestTimeout: 30_000,
    frameworkErrors: refuseUnrouted,
    return503OnClosing: false, // what was accepted is finished
    routerOptions: { maxParamLength: 128 },
    // no coercion: it would turn a `null` instant into 0 and "5" into 5 (parameters and queries are texts everywhere)
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: false } },
  })
  refusalsOn(app)
  jsonBodiesOn(app)
  closingOn(app)
  everyRouteSaysWho(app)
  // What may run is said where it is known: with answers, pictures and the documentation, each its own.
  await app.register(helmet, { contentSecurityPolicy: false, frameguard: { action: 'deny' } })
  await app.register(etag, { weak: true })
  await app.register(underPressure, {
    maxEventLoopDelay: (outside.limits ?? DEFAULT_LIMITS).eventLoopDelay ?? 0,
    retryAfter: 3,
  })
  await documentationOn(app)
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-server-time', String(outside.clock.now()))
    const type = String(reply.getHeader('content-type'))
    if (type.startsWith('application/json')) reply.header('content-security-policy', NOTHING_RUNS)
  })

  const { db } = outside.database
  const throttle = await limitsOn(app, outside.limits ?? DEFAULT_LIMITS)
  const api = routesOn(app, {
    db,
    clock: outside.clock,
    guards: {
      residentOf: sessionLookup(db),
      grantOf: (residentId, storeId) => grantInForce(db, residentId, storeId),
      mayDo: may,
      isOperator: operatorCheck(outside),
      isSigned: (request) => readSigned(request) !== null,
      tillOf: tillLookup(db, outside.keys),
      throttle,
    },
  })
  operationsOn(app, api, db)
  featuresOn(app, api, outside)
  return app
}

/** A route that does not say who may call it does not start (the documentation pages are public). */
function everyRouteSaysWho(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/docs')) return
    if (route.config?.who === undefined)
      throw new Error(`${String(route.method)} ${route.url} does not say who may call it`)
  })
}
