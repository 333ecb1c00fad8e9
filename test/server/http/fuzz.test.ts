import { Writable } from 'node:stream'
import { Ajv2020 } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { logOptions } from '../../../server/http/request-log'
import { type ErrorCode, REFUSALS } from '../../../src/contract/errors'
import { aKey, testApp } from '../../support/app'
import { broken, fitting, nasty, nastyText } from '../../support/arbitrary'
import { published, type Route, type Schema } from '../../support/published'
import { signedHeaders } from '../../support/till'
import { aQuarter } from '../../support/quarter'

/** `FUZZ_SEED=… FUZZ_RUNS=…` to look elsewhere or longer; a failure prints its seed and its smallest case. */
const SEED = Number(process.env.FUZZ_SEED ?? 20260605)
const RUNS = Number(process.env.FUZZ_RUNS ?? 150)

const troubles: string[] = []
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    if (chunk.includes('"level":"error"')) troubles.push(chunk.toString())
    done()
  },
})
const test = await testApp({ outside: { logger: { ...logOptions('error'), stream } } })
const { app, db, wechat, maps } = test
const { routes } = await published(app)
const quarter = await aQuarter(test)
const { wang, zhao, team, others } = quarter

const offered = await quarter.gift()
const invited = await quarter.invitation()
const theirs = [await quarter.held(zhao), await quarter.held(zhao)]
const mine = [await quarter.held(), await quarter.held()]
/** An order of wang's that waits at the counter. */
const waiting = Object.values((await quarter.examples['GET /v1/orders/{orderId}/code']!()).params ?? {})
/** An order that is being picked, with a question to wang; one that is with a courier; and the key of a till. */
const asked = Object.values((await quarter.examples['POST /v1/orders/{orderId}/substitutes/{lineId}']!()).params ?? {})
const delivering = await quarter.examples['POST /v1/staff/stores/{storeId}/orders/{orderId}/deliver']!()
/** A photograph with our signature, goods that were reviewed, and what waits to be decided. */
const shown = await quarter.examples['GET /v1/photos/{photoId}']!()
const photo = [shown.params!.photoId!, shown.query!.replace('s=', '')]
const decided = [
  ...Object.values((await quarter.examples['GET /v1/stores/{storeId}/goods/{goodsId}/reviews']!()).params!),
  ...Object.values(
    (await quarter.examples['POST /v1/orders/{orderId}/refund-requests/{requestId}/withdraw']!()).params!,
  ),
]
const till = (await quarter.examples['POST /v1/till/orders']!()).till!
/** What exists, so that a good part of the questions is about something. */
const known = [
  quarter.store.id,
  quarter.store.id,
  quarter.store.id,
  quarter.elsewhere.id,
  quarter.batchId,
  quarter.channel.code,
  quarter.channel.code,
  quarter.channel.code,
  offered.giftId,
  offered.token,
  invited.invitationId,
  invited.token,
  team.clerk.grantId,
  await quarter.code(),
  'tomato',
  'tmpl-opening',
  '2026-06-01',
  '阳光花园 3 栋 王小明 13800000000',
  ...theirs,
  ...mine,
  ...waiting,
  ...waiting,
  ...asked,
  ...asked,
  delivering.params!.orderId!,
  ...photo,
  ...photo,
  ...decided,
]
const callers = { nobody: null, wang, zhao, owner: team.owner, clerk: team.clerk, stranger: others.manager }
/** Most questions come from who may ask them: behind the door is where things break. */
const INSIDERS = { staff: ['owner'], resident: ['wang', 'zhao'] } as const
const everybody = [wang, zhao, ...Object.values(team), ...Object.values(others)]

/** Who is told to break down is put right again: a sign-out or an ended role in one case must not quieten the next. */
beforeEach(async () => {
  troubles.length = 0
  await db.updateTable('session').set({ revoked_at: null }).execute()
  const grants = everybody.flatMap((one) => ('grantId' in one ? [one.grantId as string] : []))
  await db.updateTable('staff_grant').set({ revoked_at: null }).where('id', 'in', grants).execute()
})

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)

type Case = {
  caller: keyof typeof callers
  params: string[]
  query: string
  payload: string | undefined
  type: string
  key: string
  world: 'up' | 'down'
}

const schemaOf = (route: Route, list: Route['path']): Schema => ({
  type: 'object',
  properties: Object.fromEntries(list.map(({ name, schema }) => [name, schema])),
  required: route.path.map(({ name }) => name),
})

function cases(route: Route): fc.Arbitrary<Case> {
  const goodParams = fc.tuple(...route.path.map(({ schema }) => fitting(schema, known) as fc.Arbitrary<string>))
  const badParams = fc.tuple(...route.path.map(() => nastyText))
  const goodQuery = fitting(schemaOf({ ...route, path: [] }, route.query), known).map((query) =>
    new URLSearchParams(query as Record<string, string>).toString(),
  )
  const badQuery = fc.oneof(
    fc
      .dictionary(fc.constantFrom('after', 'shelf', 'from', 'to', 'theme', 'storeId', '__proto__'), nastyText)
      .map((query) =>
        Object.entries(query)
          .map(([name, value]) => `${name}=${percent(value)}`)
          .join('&'),
      ),
    fc.constantFrom('after=%00', 'after=%ff', 'shelf=usable&shelf=used', 'after[]=1', '%', '&&==', 'after=%D8%00'),
  )
  const goodBody = fitting(route.body ?? { type: 'object' }, known)
  const json = (values: fc.Arbitrary<unknown>) => values.map((value) => JSON.stringify(value))
  const body = fc.oneof(
    { weight: 6, arbitrary: json(goodBody) },
    { weight: 5, arbitrary: json(broken(goodBody)) },
    { weight: 1, arbitrary: json(nasty) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<string | undefined>(
        undefined,
        '',
        '{',
        'null',
        '{"__proto__":{"x":1}}',
        '{"a":1,"a":2}',
        '﻿{}',
        '[[[['.repeat(4_000),
        `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
        `{"code":"${'x'.repeat(70_000)}"}`,
        '{"code":"\\u0000","token":"\\ud800"}',
      ),
    },
  )
  return fc.record({
    caller: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(callers) as (keyof typeof callers)[])) },
      { weight: 2, arbitrary: fc.constantFrom(...INSIDERS[typeof route.who === 'object' ? 'staff' : 'resident']) },
    ),
    params: fc.oneof({ weight: 4, arbitrary: goodParams }, { weight: 1, arbitrary: badParams }),
    query: fc.oneof({ weight: 3, arbitrary: goodQuery }, { weight: 1, arbitrary: badQuery }),
    payload: route.method === 'GET' ? fc.constant(undefined) : body,
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constant('application/json') },
      fc.constantFrom('text/plain', 'application/json; charset=gbk', 'multipart/form-data', 'x', ''),
    ),
    key: fc.oneof(
      { weight: 8, arbitrary: fc.constant('fresh') },
      fc.constantFrom('', 'short', 'the-same-key-for-everything', "'; drop table coupon; --", '\u0001'),
    ),
    world: fc.constantFrom('up', 'up', 'up', 'down'),
  })
}

/** As a browser would, and lone surrogates as the bytes they would be. */
function percent(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
}

async function knock(route: Route, one: Case, method: string = route.method) {
  let next = 0
  const url = route.url.replace(/\{\w+\}/g, () => percent(one.params[next++] ?? 'x'))
  const token = callers[one.caller]?.token
  maps.answers.down = one.world === 'down'
  wechat.answers.text = one.world === 'down' ? 'unavailable' : 'pass'
  if (one.world === 'down') wechat.answers.signIn = { ok: false, reason: 'unavailable' }
  else delete wechat.answers.signIn
  const address = one.query ? `${url}?${one.query}` : url
  const letter = { method, path: address, body: one.payload ?? '', at: test.clock.now() }
  return app.inject({
    method: method as 'GET',
    url: address,
    headers: {
      ...(route.who === 'till' && one.caller !== 'nobody' && signedHeaders(till, letter)),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(one.type && one.payload !== undefined && { 'content-type': one.type }),
      ...(one.key && { 'idempotency-key': one.key === 'fresh' ? aKey() : one.key }),
    },
    ...(one.payload !== undefined && { payload: one.payload }),
  })
}

/** The sentence of a code with something in every gap, and nothing else. */
const SENTENCE = Object.fromEntries(
  Object.entries(REFUSALS).map(([code, [, words]]) => {
    const literal = words.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return [code, new RegExp(`^${literal.join('(?!undefined|null|NaN|\\s)[^{}]+')}$`, 'su')]
  }),
) as Record<ErrorCode, RegExp>

const MACHINERY =
  /node_modules|\bat \/|\.[tj]s:\d|\/work\/|\/home\/|select .* from |insert into |violates|syntax error|SQLSTATE|FST_ERR|Error:|\[object |TypeError/i

function judge(route: Route, answer: Awaited<ReturnType<typeof knock>>, caller: keyof typeof callers): void {
  const { statusCode: status, body: text } = answer
  if (status === 304 || route.name === 'GET /metrics') return
  if (status >= 400) {
    expect(answer.headers['content-type']).toContain('application/json')
    const { error } = answer.json<{ error: { code: ErrorCode; message: string; requestId: string } }>()
    expect(Object.keys(REFUSALS)).toContain(error.code)
    expect(status).toBe(REFUSALS[error.code][0])
    if (status >= 500) expect(['WECHAT_UNAVAILABLE', 'MAPS_UNAVAILABLE']).toContain(error.code)
    expect(error.message).toMatch(SENTENCE[error.code])
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(text).not.toMatch(MACHINERY)
  }
  expect(text).not.toContain('openid-')
  const self = callers[caller]
  for (const { id, token } of everybody) {
    expect(text).not.toContain(token)
    if (id !== self?.id) expect(text).not.toContain(id)
  }
}

const validators = new Map(
  routes.flatMap((route) => (route.answer ? [[route.name, ajv.compile(route.answer as object)] as const] : [])),
)

describe.each(routes.map((route) => [route.name, route] as const))('%s', (name, route) => {
  it('answers whatever it is sent in the words of the contract', async () => {
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(cases(route), async (one) => {
        const answer = await knock(route, one)
        judge(route, answer, one.caller)
        seen.add(answer.statusCode)
        if (answer.statusCode !== 200 || !answer.headers['content-type']?.toString().includes('json')) return
        const valid = validators.get(name)
        if (valid && !valid(answer.json())) expect.fail(`${ajv.errorsText(valid.errors)} in ${answer.body}`)
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: process.env.FUZZ_SHRINK === undefined },
    )
    expect(troubles).toEqual([])
    // A fuzz that never gets in proves nothing.
    if (route.method === 'GET' && !name.includes('metrics')) expect([...seen]).toContain(200)
  }, 120_000)

  it('does not answer to another method', async () => {
    const others = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].filter(
      (method) => !routes.some((known) => known.url === route.url && known.method === method),
    )
    for (const method of others) {
      const [one] = fc.sample(cases(route), { seed: SEED, numRuns: 1 })
      const answer = await knock(route, one!, method)
      expect([method, answer.statusCode]).toEqual([
        method,
        expect.toSatisfy((status: number) => status >= 400 && status < 500),
      ])
      judge(route, answer, one!.caller)
    }
  })
})

it.each([
  '/v1/stores/%',
  '/v1/stores/%ff%fe',
  `/v1/stores/${'a'.repeat(500)}`,
  '/v1/stores/..%2f..%2fetc%2fpasswd',
  '/v1/pictures/..%2f..%2f..%2fpackage.json.svg',
  '/v1/pictures/%2e%2e/%2e%2e/package.json',
  '/v1/pictures/tomato%00.svg',
  '/docs/static/..%2f..%2fpackage.json',
  '//v1//clock',
  '/v1/clock/',
  '/%00',
  '/__proto__',
  '/v1/../../etc/passwd',
])('a path that leads nowhere is refused in our words: %s', async (url) => {
  const answer = await app.inject({ url })
  expect([400, 404]).toContain(answer.statusCode)
  expect(answer.json().error.message).toMatch(SENTENCE[answer.json().error.code as ErrorCode])
  expect(answer.body).not.toContain('passwd')
  expect(answer.body).not.toMatch(MACHINERY)
})
