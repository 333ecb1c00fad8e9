import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { newSessionToken, sha256 } from '../../../server/keys'
import { type Deed, may, ROLES, type Role } from '../../../src/domain/staff/role'
import { fill, paths } from '../../../src/contract/paths'
import { aKey, NOON, testApp } from '../../support/app'
import { aStaffMember, type Resident } from '../../support/factories'
import { published, type Route, urlOf } from '../../support/published'
import { sendSigned } from '../../support/till'
import { aQuarter } from '../../support/quarter'

const OPERATOR_TOKEN = 'operator-token-of-this-test'
const test = await testApp({ outside: { operatorToken: OPERATOR_TOKEN } })
const { app, db } = test
const { document, routes } = await published(app)
const quarter = await aQuarter(test)

/** Who may call what: the expectation is written here, once, and not read from the routes. */
const EXPECTED: Readonly<Record<'public' | 'resident' | 'operator' | 'till' | Deed, readonly string[]>> = {
  public: [
    'GET /healthz',
    'GET /readyz',
    'GET /v1/clock',
    'POST /v1/sessions',
    'POST /v1/visits',
    'GET /v1/stores',
    'GET /v1/stores/{storeId}',
    'GET /v1/stores/{storeId}/launch',
    'GET /v1/stores/{storeId}/zones',
    'GET /v1/stores/{storeId}/batches',
    'GET /v1/pictures/{name}.svg',
    'GET /v1/stores/{storeId}/shop',
    'GET /v1/stores/{storeId}/goods',
    'GET /v1/stores/{storeId}/goods/{goodsId}',
    'GET /v1/stores/{storeId}/search',
    'GET /v1/stores/{storeId}/goods/{goodsId}/reviews',
    'GET /v1/photos/{photoId}',
    'POST /v1/delivery/answer',
    'POST /v1/delivery/places',
    'POST /v1/stores/{storeId}/cart/look',
    'POST /v1/checkout/nearest-store',
    'GET /v1/subscribe-templates',
    'POST /v1/gifts/look',
    'POST /v1/staff/invitations/look',
  ],
  operator: ['GET /metrics'],
  till: ['POST /v1/till/orders'],
  resident: [
    'DELETE /v1/sessions/current',
    'GET /v1/me',
    'PUT /v1/me/settings',
    'POST /v1/batches/{batchId}/claim',
    'GET /v1/me/claims',
    'GET /v1/coupons',
    'GET /v1/coupons/{couponId}',
    'GET /v1/coupons/{couponId}/code',
    'POST /v1/coupons/{couponId}/gift',
    'GET /v1/gifts',
    'POST /v1/gifts/accept',
    'POST /v1/gifts/{giftId}/take-back',
    'POST /v1/subscribe-consents',
    'GET /v1/inbox',
    'POST /v1/inbox/read',
    'POST /v1/staff/invitations/accept',
    'POST /v1/orders/{orderId}/substitutes/{lineId}',
    'GET /v1/stores/{storeId}/recommended',
    'GET /v1/stores/{storeId}/cart',
    'PUT /v1/stores/{storeId}/cart',
    'PUT /v1/stores/{storeId}/cart/{goodsId}',
    'POST /v1/stores/{storeId}/cart/merge',
    'POST /v1/checkout/look',
    'GET /v1/addresses',
    'POST /v1/addresses',
    'PUT /v1/addresses/{addressId}',
    'DELETE /v1/addresses/{addressId}',
    'GET /v1/orders',
    'POST /v1/orders',
    'GET /v1/orders/{orderId}',
    'GET /v1/orders/{orderId}/code',
    'POST /v1/orders/{orderId}/cancel',
    'POST /v1/orders/{orderId}/pay',
    'POST /v1/orders/{orderId}/paid',
    'GET /v1/balance',
    'POST /v1/photos',
    'POST /v1/orders/{orderId}/refund-requests',
    'POST /v1/orders/{orderId}/refund-requests/{requestId}/withdraw',
    'POST /v1/orders/{orderId}/review',
  ],
  verify: [
    'POST /v1/staff/stores/{storeId}/verifications/preview',
    'POST /v1/staff/stores/{storeId}/verifications',
    'GET /v1/staff/stores/{storeId}/verifications',
    'GET /v1/staff/stores/{storeId}/offline-list',
    'POST /v1/staff/stores/{storeId}/settlements',
    'GET /v1/staff/stores/{storeId}/conflicts',
  ],
  reverse: [
    'POST /v1/staff/stores/{storeId}/verifications/{verificationId}/reverse',
    'POST /v1/staff/stores/{storeId}/handovers/{handoverId}/reverse',
    'POST /v1/staff/stores/{storeId}/conflicts/{conflictId}/resolve',
  ],
  'see-claims': ['GET /v1/staff/stores/{storeId}/claims'],
  'see-stock-plan': ['GET /v1/staff/stores/{storeId}/stock-plan'],
  publish: [
    'GET /v1/staff/stores/{storeId}/batches',
    'POST /v1/staff/stores/{storeId}/batches',
    'POST /v1/staff/stores/{storeId}/batches/{batchId}/withdraw',
    'GET /v1/staff/stores/{storeId}/channel-codes/{code}/picture',
  ],
  'see-team': ['GET /v1/staff/stores/{storeId}/team'],
  invite: [
    'POST /v1/staff/stores/{storeId}/invitations',
    'POST /v1/staff/stores/{storeId}/invitations/{invitationId}/revoke',
    'POST /v1/staff/stores/{storeId}/grants/{grantId}/revoke',
  ],
  pick: [
    'GET /v1/staff/stores/{storeId}/orders',
    'GET /v1/staff/stores/{storeId}/orders/{orderId}',
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/start',
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/lines/{lineId}',
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/lines/{lineId}/substitute',
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/lines/{lineId}/withdraw',
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/ready',
  ],
  'decide-refund': [
    'GET /v1/staff/stores/{storeId}/refund-requests',
    'POST /v1/staff/stores/{storeId}/refund-requests/{requestId}/decide',
  ],
  moderate: ['GET /v1/staff/stores/{storeId}/reviews', 'POST /v1/staff/stores/{storeId}/reviews/{reviewId}/decide'],
  'refuse-order': ['POST /v1/staff/stores/{storeId}/orders/{orderId}/refuse'],
  deliver: [
    'GET /v1/staff/stores/{storeId}/deliveries',
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/set-out',
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/deliver',
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/bring-back',
  ],
  'till-keys': [
    'GET /v1/staff/stores/{storeId}/till-keys',
    'POST /v1/staff/stores/{storeId}/till-keys',
    'POST /v1/staff/stores/{storeId}/till-keys/{keyId}/revoke',
  ],
  'see-audit': ['GET /v1/staff/stores/{storeId}/audit'],
  stock: ['GET /v1/staff/stores/{storeId}/goods', 'POST /v1/staff/stores/{storeId}/goods/{goodsId}/stock'],
}
type Rule = keyof typeof EXPECTED
const RULE_OF = new Map(Object.entries(EXPECTED).flatMap(([rule, names]) => names.map((name) => [name, rule as Rule])))

/** Signing in and out keep no keys: whoever may has done it. */
const WORKS_WITHOUT_KEY = ['POST /v1/sessions', 'DELETE /v1/sessions/current']

type Knocker = { readonly token: string | null; readonly role?: Role; readonly signedIn: boolean }
const session = async (resident: Resident, over: { expires?: Date; revoked?: Date } = {}): Promise<string> => {
  const token = newSessionToken()
  await db
    .insertInto('session')
    .values({
      token_hash: sha256(token),
      resident_id: resident.id,
      created_at: new Date(NOON),
      expires_at: over.expires ?? new Date(NOON + 1),
      revoked_at: over.revoked ?? null,
    })
    .execute()
  return token
}
const knockers = new Map<string, () => Promise<Knocker>>([
  ['nobody', async () => ({ token: null, signedIn: false })],
  ['a made-up session', async () => ({ token: newSessionToken(), signedIn: false })],
  [
    'a session that was ended',
    async () => ({ token: await session(quarter.team.owner, { revoked: new Date(NOON) }), signedIn: false }),
  ],
  [
    'a session that has run out',
    async () => ({ token: await session(quarter.team.owner, { expires: new Date(NOON) }), signedIn: false }),
  ],
  ['a resident', async () => ({ token: await session(quarter.wang), signedIn: true })],
  ['an owner whose role was ended', async () => ({ token: await session(formerOwner), signedIn: true })],
  ...ROLES.map((role): [string, () => Promise<Knocker>] => [
    `the ${role} of the store`,
    async () => ({ token: await session(quarter.team[role]), signedIn: true, role }),
  ]),
  ...ROLES.map((role): [string, () => Promise<Knocker>] => [
    `the ${role} of another store`,
    async () => ({ token: await session(quarter.others[role]), signedIn: true }),
  ]),
])
let formerOwner: Resident
beforeAll(async () => {
  const former = await aStaffMember(db, quarter.store.id, 'owner', '老陈')
  await db
    .updateTable('staff_grant')
    .set({ revoked_at: new Date(NOON) })
    .where('id', '=', former.grantId)
    .execute()
  formerOwner = former
})

function refusalFor(rule: Rule, who: Knocker): 'NOT_SIGNED_IN' | 'NOT_ALLOWED' | 'NOT_FOUND' | 'TILL_REFUSED' | null {
  if (rule === 'public') return null
  if (rule === 'operator') return 'NOT_FOUND'
  if (rule === 'till') return 'TILL_REFUSED' // whoever is signed in: a till signs
  if (!who.signedIn) return 'NOT_SIGNED_IN'
  if (rule === 'resident') return null
  return who.role && may(who.role, rule) ? null : 'NOT_ALLOWED'
}

const knock = (route: Route, token: string | null, url: string, payload?: string | object, key?: string) =>
  app.inject({
    method: route.method,
    url,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    },
    ...(payload !== undefined && { payload }),
  })

/** Every row of every table, as one fingerprint each: a refused request leaves all of them as they were. */
async function tables(): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class join pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'p') and nspname = 'public' and not relispartition`.execute(db)
  const fingerprints: Record<string, string> = {}
  for (const { name } of rows) {
    const { rows: all } = await sql<{ all: string }>`
      select md5(coalesce(string_agg(t::text, e'\n' order by t::text), '')) as all from ${sql.table(name)} t`.execute(
      db,
    )
    fingerprints[name] = all[0]!.all
  }
  return fingerprints
}

describe('every route', () => {
  it('is in the table of expectations, and says the same of itself', () => {
    expect(routes.map((route) => route.name).sort()).toEqual([...RULE_OF.keys()].sort())
    for (const route of routes) {
      const { who } = route
      expect([route.name, typeof who === 'object' ? who.staff : who]).toEqual([route.name, RULE_OF.get(route.name)])
    }
  })

  it('is published, the documentation itself apart', () => {
    const registered = [...app.printRoutes({ commonPrefix: false }).matchAll(/\(([A-Z, ]+)\)$/gm)]
      .flatMap(([, methods]) => methods!.split(', '))
      .filter((method) => method !== 'HEAD').length
    const DOCUMENTATION = 8 // /openapi.json, and /docs: page, page/, index, script, files, json, yaml
    const WECHATS_OWN = 1 // notifications of payments: in WeChat's form, opened by its signature alone
    expect(registered - DOCUMENTATION - WECHATS_OWN).toBe(routes.length)
    expect(Object.keys(document.paths).every((url) => !url.startsWith('/docs'))).toBe(true)
  })
})

describe.each(routes.map((route) => [route.name, route] as const))('%s', (name, route) => {
  const rule = RULE_OF.get(name)!

  it(`${rule}: opens for whom it should, and what was refused has changed nothing`, async () => {
    const { params = {}, query = '', body } = await quarter.examples[name]!()
    const url = `${urlOf(route, params)}${query && `?${query}`}`
    const payload = route.body ? body : undefined
    const sure = new Map<string, Knocker>()
    for (const [who, make] of knockers) sure.set(who, await make())
    const before = route.method === 'GET' ? null : await tables()
    for (const [who, knocker] of sure) {
      const refusal = refusalFor(rule, knocker)
      // Whoever may is let in only as far as the missing key, so that nothing happens.
      const heard = await knock(route, knocker.token, url, payload, refusal ? aKey() : undefined)
      const { statusCode } = heard
      const turnedAway = [401, 403].includes(statusCode) || rule === 'operator' ? heard.json().error.code : null
      expect([who, turnedAway]).toEqual([who, refusal])
      // Another's coupon or order is as good as none.
      if (refusal === null && route.method === 'GET')
        expect([who, statusCode]).toEqual([
          who,
          /^\/v1\/(coupons|orders)\//.test(url) && who !== 'a resident' ? 404 : 200,
        ])
    }
    if (before && !WORKS_WITHOUT_KEY.includes(name)) expect(await tables()).toEqual(before)
  })

  if (rule !== 'public' && rule !== 'operator')
    it('judges who is asking before it looks at what is asked', async () => {
      const nonsense = Object.fromEntries(route.path.map(({ name: param }) => [param, 'N%00nsense']))
      const urls = [urlOf(route, nonsense), `${urlOf(route, nonsense)}?nonsense=1`]
      const bodies = route.method === 'GET' ? [undefined] : ['{"', '{"nonsense":1}', `"${'x'.repeat(70_000)}"`]
      for (const url of urls)
        for (const body of bodies) {
          const nobody = await knock(route, null, url, body, 'short')
          expect(nobody.json().error.code).toBe(rule === 'till' ? 'TILL_REFUSED' : 'NOT_SIGNED_IN')
          if (rule === 'resident' || rule === 'till') continue
          const neighbour = await knock(route, quarter.wang.token, url, body, 'short')
          expect(neighbour.json().error.code).toBe('NOT_ALLOWED')
        }
    })
})

it('a till is let in by its signature, and as nobody else', async () => {
  const name = 'POST /v1/till/orders'
  const { till, body } = await quarter.examples[name]!()
  const letter = { path: paths.tillOrders, body: JSON.stringify(body), at: test.clock.now() }
  expect((await sendSigned(app, till!, letter)).status).toBe(200)
  const others = { path: fill(paths.staffTillKeys, { storeId: quarter.store.id }), body: '{}', at: test.clock.now() }
  expect((await sendSigned(app, till!, others)).body.error.code).toBe('NOT_SIGNED_IN')
})

it('the operator alone reads the metrics', async () => {
  const heard = await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${OPERATOR_TOKEN}` } })
  expect(heard.statusCode).toBe(200)
  expect(heard.body).toContain('http_request_seconds_bucket')
  for (const authorization of ['', 'Bearer', `Bearer ${OPERATOR_TOKEN}x`, `bearer ${OPERATOR_TOKEN}`, OPERATOR_TOKEN])
    expect((await app.inject({ url: '/metrics', headers: { authorization } })).statusCode).toBe(404)
})
