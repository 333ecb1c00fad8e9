import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aKey, testApp } from '../../support/app'
import { published, type Route, urlOf } from '../../support/published'
import { aQuarter, type Example } from '../../support/quarter'

const test = await testApp()
const { app, clock } = test
const { routes } = await published(app)
const quarter = await aQuarter(test)
const writes = routes.filter((route) => route.keyed)

const callerOf = ({ who }: Route): { token: string } => (typeof who === 'object' ? quarter.team.owner : quarter.wang)

async function ask(
  route: Route,
  { as = callerOf(route), params = {}, body }: Example,
  key: string | string[] | undefined,
) {
  const response = await app.inject({
    method: route.method,
    url: urlOf(route, params),
    headers: {
      authorization: `Bearer ${as.token}`,
      ...(key !== undefined && { 'idempotency-key': key as string }),
    },
    ...(route.body && { payload: body }),
  })
  // The id names the asking, not the answer.
  return { status: response.statusCode, text: response.body.replace(/"requestId":"[^"]*"/, '"requestId":""') }
}

it('every route that changes something asks for a key, signing in and out and receipts apart', () => {
  const questions = ['POST /v1/delivery/answer', 'POST /v1/delivery/places', 'POST /v1/gifts/look']
  questions.push('POST /v1/orders/{orderId}/paid')
  questions.push('POST /v1/stores/{storeId}/cart/look', 'POST /v1/checkout/look', 'POST /v1/checkout/nearest-store')
  questions.push('POST /v1/staff/invitations/look', 'POST /v1/staff/stores/{storeId}/verifications/preview')
  // WeChat takes a login code once, and a session ends once.
  const ownKeys = ['POST /v1/sessions', 'DELETE /v1/sessions/current']
  // A till's receipt has a number of its own.
  ownKeys.push('POST /v1/till/orders')
  const without = routes.filter((route) => route.method !== 'GET' && !route.keyed).map((route) => route.name)
  expect(without.sort()).toEqual([...questions, ...ownKeys].sort())
})

describe.each(writes.map((route) => [route.name, route] as const))('%s', (name, route) => {
  it('the same key is answered the same, byte for byte, also later', async () => {
    const example = await quarter.examples[name]!()
    const key = aKey()
    const first = await ask(route, example, key)
    expect(first).toMatchObject({ status: 200 })
    clock.advance(1_000)
    expect(await ask(route, example, key)).toEqual(first)
    const other = { ...example, ...example.other }
    const reused = await ask(route, other, key)
    expect([reused.status, JSON.parse(reused.text).error?.code]).toEqual([409, 'KEY_REUSED'])
    expect(await ask(route, example, key)).toEqual(first)
  })

  it('a refusal is remembered like any answer', async () => {
    const example = await quarter.examples[name]!()
    const strange = Object.keys(example.params ?? {}).filter((param) => param !== 'storeId')
    const refused: Example = { ...example, params: { ...example.params } }
    for (const param of strange) (refused.params as Record<string, string>)[param] = randomUUID()
    if (strange.length === 0 && example.body && 'token' in example.body)
      (refused as { body: object }).body = { token: 'A'.repeat(43) }
    const key = aKey()
    const first = await ask(route, refused, key)
    expect(await ask(route, refused, key)).toEqual(first)
    if (strange.length > 0) expect(first.status).toBe(404)
  })

  it('asked twice at once it is done once', async () => {
    const example = await quarter.examples[name]!()
    const key = aKey()
    const [one, two] = await Promise.all([ask(route, example, key), ask(route, example, key)])
    expect(one.status).toBe(200)
    expect(two).toEqual(one)
  })

  it('without a proper key it is not done', async () => {
    const example = await quarter.examples[name]!()
    const wrong = [undefined, '', 'short', 'x'.repeat(65), `${'x'.repeat(20)} y`, `${'键'.repeat(16)}`]
    for (const key of [...wrong, [aKey(), aKey()]]) {
      const heard = await ask(route, example, key)
      expect([heard.status, JSON.parse(heard.text).error.code]).toEqual([400, 'KEY_MISSING'])
    }
  })
})

it('a key is its caller’s own: another may use the same for anything', async () => {
  const key = aKey()
  const mine = await test.as(quarter.wang).put('/v1/me/settings', { remindBeforeEnd: false }, key)
  const theirs = await test.as(quarter.zhao).put('/v1/me/settings', { remindBeforeEnd: true }, key)
  expect([mine.status, theirs.status]).toEqual([200, 200])
  expect(theirs.body.remindBeforeEnd).toBe(true)
})
