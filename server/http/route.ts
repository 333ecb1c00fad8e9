import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { Deed } from '../../src/domain/staff/role'
import type { Role } from '../../src/domain/staff/role'
import type { Instant } from '../../src/domain/time'
import type { Clock } from '../clock'
import type { Db, Tx } from '../database/connection'
import { fingerprint, NOBODY, once, recall } from '../idempotency/idempotency.service'
import { sendRefusal } from './refusals'
import { bytesOf, SignedHeaders, streamOf } from './signed'

/**
 * Who may call a route. A staff deed is asked of the caller's grant in the store that the path names (`:storeId`); a till or a
 * platform is known by its signature over the request.
 */
export type Who = 'public' | 'resident' | { readonly staff: Deed } | 'operator' | 'till'

export type StaffCaller = {
  readonly staffId: string
  readonly storeId: string
  readonly role: Role
  readonly name: string
}

/** Whose signature a request carries: the key's store, and whether it is the till in it or a platform that sells for the chain. */
export type TillCaller = {
  readonly keyId: string
  readonly storeId: string
  readonly source: 'till' | 'platform'
  readonly name: string
}

type CallerOf<W extends Who> = W extends 'till'
  ? { residentId: null; till: TillCaller }
  : W extends { staff: Deed }
    ? { residentId: string; staff: StaffCaller }
    : W extends 'resident'
      ? { residentId: string }
      : { residentId: string | null }

type StaticOf<S> = S extends TSchema ? Static<S> : undefined

/** One schema per endpoint, both directions. `answer` also decides what leaves: a field that is not in it is not sent. */
export type Endpoint<W extends Who, P, Q, B, A extends TSchema> = {
  readonly who: W
  readonly url: string
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly answer: A
  /** Public answers only: how many seconds a shared cache may keep it. Everything else is `no-store`. */
  readonly cacheSeconds?: number
  /** Bytes of body that this one route takes, where the app's limit is too little (photographs). */
  readonly bodyLimit?: number
}

export type Call<W extends Who, P, Q, B> = CallerOf<W> & {
  readonly params: StaticOf<P>
  readonly query: StaticOf<Q>
  readonly body: StaticOf<B>
  readonly now: Instant
  readonly requestId: string
}
/** A write's call: `key` is the idempotency key, `request` the fingerprint it is bound to. */
export type KeyedCall<W extends Who, P, Q, B> = Call<W, P, Q, B> & { readonly key: string; readonly request: string }

/** Who is asking: sessions and grants, looked up per request so that a revocation counts at once. */
export type Guards = {
  residentOf(token: string, now: Instant): Promise<string | null>
  grantOf(residentId: string, storeId: string): Promise<StaffCaller | null>
  mayDo(role: Role, deed: Deed): boolean
  isOperator(request: FastifyRequest): boolean
  /** Whether a request looks signed at all; asked before its body is read. */
  isSigned(request: FastifyRequest): boolean
  /** Whose signature it is over exactly these bytes, once; `null` for every reason that it is nobody's. */
  tillOf(request: FastifyRequest, body: Buffer, now: Instant): Promise<TillCaller | null>
  /** Counts a call of this address, or of this resident when one is named; a refusal when there were too many. */
  throttle(request: FastifyRequest, residentId: string | null): Promise<Refusal | null>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    who?: Who
  }
}

export type Api = ReturnType<typeof routesOn>

/** Headers that do not fit are a missing key (see refusals.ts): nothing else is asked of headers. */
const KeyHeader = Type.Object({
  'idempotency-key': Type.String({
    pattern: '^[A-Za-z0-9_-]{16,64}$',
    description: 'New for each thing wanted; the same key is answered the same again',
  }),
})

/** How the documentation calls what a caller proves themselves with. */
const securityOf = (who: Exclude<Who, 'public'>): string => (who === 'operator' || who === 'till' ? who : 'session')

export function routesOn(app: FastifyInstance, deps: { db: Db; clock: Clock; guards: Guards }) {
  const { clock, guards, db } = deps

  async function callerOf(request: FastifyRequest, who: Who, now: Instant): Promise<Refusal | CallerOf<Who>> {
    if (who === 'operator') return guards.isOperator(request) ? { residentId: null } : refuse('NOT_FOUND')
    // Counted before anything is looked up: what is too much costs no question to the database.
    const tooManyHere = await guards.throttle(request, null)
    if (tooManyHere) return tooManyHere
    // Whose signature it is shows when the body is there (see preParsing).
    if (who === 'till') return guards.isSigned(request) ? { residentId: null } : refuse('TILL_REFUSED')
    const token = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1]
    const residentId = token ? await guards.residentOf(token, now) : null
    const tooMany = residentId ? await guards.throttle(request, residentId) : null
    if (tooMany) return tooMany
    if (who === 'public') return { residentId }
    if (!residentId) return refuse('NOT_SIGNED_IN')
    if (who === 'resident') return { residentId }
    const storeId = (request.params as { storeId: string }).storeId
    const staff = await guards.grantOf(residentId, storeId)
    // Staff of another store and neighbours get the same answer: nothing tells which stores exist.
    if (!staff || !guards.mayDo(staff.role, who.staff)) return refuse('NOT_ALLOWED')
    return { residentId, staff } as CallerOf<Who>
  }

  function register<W extends Who, P, Q, B, A extends TSchema>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    spec: Endpoint<W, P, Q, B, A>,
    write: boolean,
    run: (call: Call<W, P, Q, B>, request: FastifyRequest) => Promise<unknown>,
  ): void {
    const callers = new WeakMap<FastifyRequest, CallerOf<W>>()
    app.route({
      method,
      url: spec.url,
      config: { who: spec.who },
      ...(spec.bodyLimit !== undefined && { bodyLimit: spec.bodyLimit }),
      schema: {
        summary: spec.summary,
        tags: [spec.url.split('/')[2] ?? 'operations'],
        ...(spec.who !== 'public' && { security: [{ [securityOf(spec.who)]: [] }] }),
        ...(write && { headers: KeyHeader }),
        ...(spec.who === 'till' && { headers: SignedHeaders }),
        ...(spec.params ? { params: spec.params } : {}),
        ...(spec.query ? { querystring: spec.query } : {}),
        ...(spec.body ? { body: spec.body } : {}),
        response: { 200: spec.answer, default: Type.Ref('ErrorAnswer#') },
      },
      // Who comes before what: a stranger learns nothing from how input is judged, and no body of theirs is read.
      onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
        const caller = await callerOf(request, spec.who, clock.now())
        if (isRefusal(caller)) return sendRefusal(reply, caller)
        callers.set(request, caller as CallerOf<W>)
        return undefined
      },
      // What is signed are the bytes as they came: they are judged before anything is made of them.
      ...(spec.who === 'till' && {
        preParsing: async (request: FastifyRequest, reply: FastifyReply, payload: RequestPayload) => {
          const body = await bytesOf(payload, app.initialConfig.bodyLimit ?? 0)
          const till = body && (await guards.tillOf(request, body, clock.now()))
          if (!till) {
            await sendRefusal(reply, refuse('TILL_REFUSED'))
            return undefined
          }
          callers.set(request, { residentId: null, till } as CallerOf<W>)
          return streamOf(body)
        },
      }),
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const call = {
          ...callers.get(request),
          params: request.params,
          query: request.query,
          body: request.body,
          now: clock.now(),
          requestId: request.id,
        } as unknown as Call<W, P, Q, B>
        const result = await run(call, request)
        if (isRefusal(result)) return sendRefusal(reply, result)
        reply.header(
          'cache-control',
          spec.cacheSeconds === undefined ? 'no-store' : `public, max-age=${spec.cacheSeconds}`,
        )
        return reply.send(result)
      },
    })
  }

  const keyOf = (request: FastifyRequest): string => String(request.headers['idempotency-key'])

  return {
    /** Asks; changes nothing. */
    read<W extends Who, P, Q, A extends TSchema>(
      spec: Endpoint<W, P, Q, undefined, A>,
      run: (call: Call<W, P, Q, undefined>) => Promise<Static<A> | Refusal>,
    ): void {
      register('GET', spec, false, run)
    },

    /** Asks with a body (an address, a secret that must not stand in a URL); changes nothing. */
    question<W extends Who, P, Q, B, A extends TSchema>(
      spec: Endpoint<W, P, Q, B, A>,
      run: (call: Call<W, P, Q, B>) => Promise<Static<A> | Refusal>,
    ): void {
      register('POST', spec, false, run)
    },

    /** Changes something, once per key, in the transaction it is given. `prepare` runs before, outside of it (calls to the world). */
    write<W extends Who, P, Q, B, A extends TSchema, R = undefined>(
      method: 'POST' | 'PUT' | 'DELETE',
      spec: Endpoint<W, P, Q, B, A>,
      run: (tx: Tx, call: KeyedCall<W, P, Q, B>, prepared: R) => Promise<Static<A> | Refusal>,
      prepare?: (call: Call<W, P, Q, B>) => Promise<R | Refusal>,
    ): void {
      register(method, spec, true, async (call, request) => {
        const key = keyOf(request)
        // A body that nobody reads is no part of what was asked.
        const body = spec.body ? request.body : null
        const keyed = Object.assign(call, { key, request: fingerprint(request.method, request.url, body) })
        const { residentId } = call as { residentId: string | null }
        const asked = { actor: residentId ?? NOBODY, key, request: keyed.request, now: call.now }
        // A key that was answered is answered the same, whatever the world would say to it now.
        const before = prepare ? await recall(db, asked) : null
        if (before) return before
        const prepared = prepare ? await prepare(call) : (undefined as R)
        if (isRefusal(prepared)) return prepared
        return once(db, asked, (tx) => run(tx, keyed, prepared as R) as Promise<object | Refusal>)
      })
    },

    /** Changes something and keeps its keys itself (claims: many are decided by one statement; sign-in: the code is the key). */
    ownWrite<W extends Who, P, Q, B, A extends TSchema>(
      method: 'POST' | 'DELETE',
      spec: Endpoint<W, P, Q, B, A> & { readonly keyed: boolean },
      run: (call: KeyedCall<W, P, Q, B>, request: FastifyRequest) => Promise<Static<A> | Refusal>,
    ): void {
      register(method, spec, spec.keyed, (call, request) =>
        run(Object.assign(call, { key: spec.keyed ? keyOf(request) : '', request: '' }), request),
      )
    },
  }
}
