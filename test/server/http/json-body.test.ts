import { describe, expect, it } from 'vitest'
import { aKey, testApp } from '../../support/app'
import { aQuarter } from '../../support/quarter'

const test = await testApp()
const { app, db } = test
const { team, store, examples } = await aQuarter(test)
const publish = (await examples['POST /v1/staff/stores/{storeId}/batches']!()).body!
const url = `/v1/staff/stores/${store.id}/batches`

const post = (path: string, payload: string) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: {
      authorization: `Bearer ${team.owner.token}`,
      'idempotency-key': aKey(),
      'content-type': 'application/json',
    },
    payload,
  })
const exchange = (name: string): string =>
  JSON.stringify({
    ...publish,
    value: {
      kind: 'exchange',
      price: 0,
      goods: { name: 'NAME', quantity: 10, unit: '枚', picture: 'egg', worth: 1280 },
    },
  }).replace('NAME', name)

describe('a body', () => {
  it.each(['\\u0000', '\\ud83e', '\\udd5a\\ud83e'])(
    'with %s in a text is refused: no database keeps it',
    async (half) => {
      const heard = await post(url, exchange(half))
      expect(heard.statusCode).toBe(400)
      expect(heard.json().error).toMatchObject({ code: 'INPUT_INVALID', message: '填写的内容不对：文字' })
    },
  )

  it('with a whole pair of surrogates is read, escaped or not', async () => {
    for (const egg of ['🥚', '\\ud83e\\udd5a']) expect((await post(url, exchange(egg))).statusCode).toBe(200)
    const kept = await db.selectFrom('coupon_batch').select('value').where('store_id', '=', store.id).execute()
    expect(kept.filter(({ value }) => value.kind === 'exchange' && value.goods.name === '🥚')).toHaveLength(2)
  })

  it('that nests without end is refused, also where nobody reads one', async () => {
    const { params } = await examples['POST /v1/staff/stores/{storeId}/batches/{batchId}/withdraw']!()
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    for (const path of [url, `${url}/${params!.batchId}/withdraw`])
      expect((await post(path, deep)).json().error.code).toBe('INPUT_INVALID')
  })

  it('with names that would reach the prototype is refused', async () => {
    for (const name of ['__proto__', 'constructor'])
      expect((await post(url, `{"${name}":{"prototype":{"admin":true}}}`)).statusCode).toBe(400)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  it('with more in a coupon’s value than belongs there is refused, not kept', async () => {
    const surplus = { ...publish, value: { kind: 'amount-off', off: 500, threshold: 3000, secret: 1 } }
    expect((await post(url, JSON.stringify(surplus))).statusCode).toBe(400)
    const huge = { ...publish, value: { kind: 'amount-off', off: 1e300, threshold: 1e301 } }
    expect((await post(url, JSON.stringify(huge))).statusCode).toBe(400)
  })
})

it('an id in another spelling than ours is refused before the database sees it', async () => {
  for (const id of ['urn:uuid:00000000-0000-4000-8000-000000000000', 'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF'])
    expect((await post(`${url}/${encodeURIComponent(id)}/withdraw`, '{}')).statusCode).toBe(400)
})
