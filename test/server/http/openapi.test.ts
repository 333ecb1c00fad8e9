import { Ajv2020 } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../../../src/contract/errors'
import { paths } from '../../../src/contract/paths'
import { DEFAULT_LIMITS } from '../../../server/http/limits'
import { testApp } from '../../support/app'
import { type Operation, published, type Route, urlOf } from '../../support/published'
import { sendSigned } from '../../support/till'
import { aQuarter } from '../../support/quarter'

const test = await testApp()
const { app, as } = test
const { document, routes } = await published(app)
const quarter = await aQuarter(test)
const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)

const parametersIn = (url: string): string[] => [...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)

describe('the published contract', () => {
  it('is an OpenAPI 3.1 document', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toMatchObject({ title: '鲜生 API', version: '1' })
    for (const [url, operations] of Object.entries(document.paths)) {
      expect(url).toMatch(/^\/[a-z0-9/{}.-]+$/i)
      expect(Object.keys(operations).every((method) => ['get', 'post', 'put', 'delete'].includes(method))).toBe(true)
    }
    const { ErrorAnswer } = document.components.schemas
    expect(ErrorAnswer!.properties!.error!.properties!.code!.enum).toEqual(Object.keys(REFUSALS))
  })

  it('refers to nothing that is not in it, and holds only schemas that compile', () => {
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
      const [, id] = /^#\/components\/schemas\/(\w+)$/.exec(name!) ?? []
      expect(Object.keys(document.components.schemas)).toContain(id)
    }
    for (const route of routes) {
      const all = [
        route.body,
        route.answer,
        ...route.path.map(({ schema }) => schema),
        ...route.query.map((q) => q.schema),
      ]
      for (const schema of all) if (schema) expect(() => ajv.compile(schema as object)).not.toThrow()
    }
    // TypeBox and OpenAPI 3.0 each have a way to say null that 3.1 does not know.
    expect(JSON.stringify(document)).not.toContain('"nullable"')
  })

  it('has every path that the client knows, and not WeChat Pay’s own door', () => {
    const known = Object.values(paths)
      .filter((path) => path !== paths.payNotifications)
      .map((path) => path.replace(/:([A-Za-z]+)/g, '{$1}'))
    expect(
      Object.keys(document.paths)
        .filter((url) => url.startsWith('/v1/'))
        .sort(),
    ).toEqual([...new Set(known)].sort())
  })

  it('is read by people at /docs, which brings all that it runs', async () => {
    for (const url of ['/docs', '/docs/']) {
      const page = await as().get(url)
      expect(page.status).toBe(200)
      expect(page.body).not.toMatch(/(?:src|href)="https?:/)
      expect(page.body).not.toMatch(/<script(?![^>]*src=)/)
      for (const [, file] of String(page.body).matchAll(/(?:src|href)="\.?(?:\/docs)?(\/static\/[^"]+)"/g))
        expect([file, (await as().get(`/docs${file}`)).status]).toEqual([file, 200])
    }
    expect((await as().get('/docs/json')).body.paths).toEqual(document.paths)
  })
})

describe.each(routes.map((route) => [route.name, route] as const))('%s', (name, route: Route) => {
  it('says what it is for, who may, what comes and what is answered', () => {
    const { operation } = route
    expect(operation.summary).toMatch(/^[A-Z].{3,}/)
    expect(operation.tags).toHaveLength(1)
    expect(route.who).toBeDefined()
    expect(securityOf(operation)).toEqual(
      route.who === 'public' ? [] : [route.who === 'operator' || route.who === 'till' ? route.who : 'session'],
    )
    expect(route.path.map((parameter) => parameter.name).sort()).toEqual(parametersIn(route.url).sort())
    for (const { schema, required } of route.path) expect([required, schema.type]).toEqual([true, 'string'])
    for (const { schema } of route.query) expect(schema.type ?? schema.enum).toBeDefined()
    if (route.body?.type === 'object') expect(route.body).toMatchObject({ additionalProperties: false })
    if (route.keyed)
      expect(operation.parameters).toContainEqual(
        expect.objectContaining({ name: 'idempotency-key', in: 'header', required: true }),
      )
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      expect([status, description, Object.keys(content ?? {}).length]).toEqual([status, expect.any(String), 1])
    }
    if (name !== 'GET /readyz')
      expect(operation.responses.default!.content!['application/json']!.schema).toEqual({
        $ref: '#/components/schemas/ErrorAnswer',
      })
  })

  if (route.answer)
    it('answers in the shape it publishes', async () => {
      const { as: asker, till, params = {}, query, body } = await quarter.examples[name]!()
      const caller = as(asker ?? (typeof route.who === 'object' ? quarter.team.owner : quarter.wang))
      const url = `${urlOf(route, params)}${query ? `?${query}` : ''}`
      const verb = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'
      const heard = till
        ? await sendSigned(app, till, { path: url, body: JSON.stringify(body), at: test.clock.now() })
        : verb === 'get' || verb === 'delete'
          ? await caller[verb](url)
          : await caller[verb](url, body)
      expect([heard.status, heard.body.error]).toEqual([200, undefined])
      const valid = ajv.compile(route.answer as object)
      expect([valid(heard.body), ajv.errorsText(valid.errors)]).toEqual([true, 'No errors'])
      expect(fieldsNotIn(heard.body, route.answer as never)).toEqual([])
    })
})

const securityOf = (operation: Operation): string[] => (operation.security ?? []).flatMap((one) => Object.keys(one))

/** Names in an answer that its schema does not have: those would be secrets or leftovers. */
function fieldsNotIn(value: unknown, schema: NonNullable<Route['answer']>, at = ''): string[] {
  if (schema.anyOf) {
    const each = schema.anyOf.map((one) => (ajv.validate(one as object, value) ? fieldsNotIn(value, one, at) : null))
    return each.filter((one) => one !== null).sort((a, b) => a.length - b.length)[0] ?? [`${at} fits nothing`]
  }
  if (Array.isArray(value)) return value.flatMap((one) => fieldsNotIn(one, schema.items ?? {}, `${at}[]`))
  if (typeof value !== 'object' || value === null || !schema.properties) return []
  return Object.entries(value).flatMap(([name, held]) => {
    const inner = schema.properties![name]
    return inner ? fieldsNotIn(held, inner, `${at}.${name}`) : [`${at}.${name}`]
  })
}

describe('the headers of an answer', () => {
  it.each([
    ['an answer', '/v1/clock'],
    ['a refusal', '/v1/me'],
    ['a path that leads nowhere', '/nowhere'],
    ['the contract', '/openapi.json'],
    ['the documentation', '/docs'],
    ['a picture', '/v1/pictures/tomato.svg'],
  ])('keep browsers in check: %s', async (_, url) => {
    const { headers } = await as().get(url)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(/default-src '(none|self)'/),
    })
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/)
    // What it is made with is nobody's business, and no other origin is invited.
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(headers).not.toHaveProperty(name)
  })

  it('no other origin is let in by asking first', async () => {
    const heard = await app.inject({
      method: 'OPTIONS',
      url: '/v1/me',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    })
    expect(heard.statusCode).toBe(404)
    expect(Object.keys(heard.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

it('the limits of a deployment leave room for an estate behind one address', () => {
  expect(DEFAULT_LIMITS.perAddress).toBeGreaterThanOrEqual(DEFAULT_LIMITS.perResident * 20)
  expect(DEFAULT_LIMITS.signInsPerAddress).toBeGreaterThanOrEqual(1_000)
})
