import { describe, expect, it } from 'vitest'
import { paths } from '../../../src/contract/paths'
import { aKey, templates, testApp } from '../../support/app'
import { aResident, aStore } from '../../support/factories'

const { as, db } = await testApp()
const accept = (templateId: string) => ({ templateId, result: 'accept' })
const left = (opening: number, couponEnding: number, order = 0) => ({
  credits: [
    { purpose: 'opening', left: opening },
    { purpose: 'coupon-ending', left: couponEnding },
    { purpose: 'order', left: order },
  ],
})

describe('the templates to ask for', () => {
  it('are told to everybody and may be kept for five minutes', async () => {
    const heard = await as().get(paths.subscribeTemplates)
    expect(heard.body).toEqual({
      templates: [
        { purpose: 'opening', templateId: templates.opening },
        { purpose: 'coupon-ending', templateId: templates.couponEnding },
        { purpose: 'order', templateId: templates.order },
      ],
    })
    expect(heard.headers['cache-control']).toBe('public, max-age=300')
  })
})

describe('KF-37: consents are counted', () => {
  it('every accept is one credit, and they add up', async () => {
    const wang = await aResident(db)
    const store = await aStore(db)
    const both = [accept(templates.opening), accept(templates.couponEnding)]
    const first = await as(wang).post(paths.consents, { results: both, storeId: store.id })
    expect([first.status, first.body]).toEqual([200, left(1, 1)])
    const again = await as(wang).post(paths.consents, { results: [accept(templates.couponEnding)] })
    expect(again.body).toEqual(left(1, 2))
  })

  it('one for orders is counted by itself, whichever store was looked at', async () => {
    const wang = await aResident(db)
    const store = await aStore(db)
    const results = [accept(templates.order), accept(templates.couponEnding)]
    expect((await as(wang).post(paths.consents, { results, storeId: store.id })).body).toEqual(left(0, 1, 1))
    expect((await as(wang).post(paths.consents, { results: [accept(templates.order)] })).body).toEqual(left(0, 1, 2))
  })

  it('the same key counts once', async () => {
    const wang = await aResident(db)
    const key = aKey()
    const body = { results: [accept(templates.couponEnding)] }
    const heard = await Promise.all(Array.from({ length: 5 }, () => as(wang).post(paths.consents, body, key)))
    expect(heard.map((one) => one.body)).toEqual(Array.from({ length: 5 }, () => left(0, 1)))
  })

  it.each(['reject', 'ban', 'filter'])('%s is written down and is no credit', async (result) => {
    const wang = await aResident(db)
    const heard = await as(wang).post(paths.consents, { results: [{ templateId: templates.couponEnding, result }] })
    expect(heard.body).toEqual(left(0, 0))
    const rows = await db.selectFrom('subscribe_consent').select('result').where('resident_id', '=', wang.id).execute()
    expect(rows).toEqual([{ result }])
  })

  it("one resident's credits are not another's", async () => {
    const [wang, li] = [await aResident(db), await aResident(db)]
    await as(wang).post(paths.consents, { results: [accept(templates.couponEnding)] })
    const heard = await as(li).post(paths.consents, {
      results: [{ templateId: templates.couponEnding, result: 'reject' }],
    })
    expect(heard.body).toEqual(left(0, 0))
  })
})

describe('what is not an answer of WeChat', () => {
  it.each([
    ['an unknown template', { results: [accept('tmpl-of-somebody')] }, 'results'],
    ['one template twice', { results: [accept(templates.couponEnding), accept(templates.couponEnding)] }, 'results'],
    ['an opening of no store', { results: [accept(templates.opening)] }, 'storeId'],
    ['no answer at all', { results: [] }, 'results'],
    ['an unknown result', { results: [{ templateId: templates.couponEnding, result: 'maybe' }] }, undefined],
    ['more than was asked', { results: [accept(templates.couponEnding)], credits: 9 }, undefined],
  ])('%s is refused and changes nothing', async (_what, body, field) => {
    const wang = await aResident(db)
    const heard = await as(wang).post(paths.consents, body)
    expect([heard.status, heard.body.error.code]).toEqual([400, 'INPUT_INVALID'])
    if (field) expect(heard.body.error.facts).toEqual({ field })
    expect(await db.selectFrom('subscribe_consent').where('resident_id', '=', wang.id).execute()).toEqual([])
  })

  it('a store that does not exist is not found', async () => {
    const wang = await aResident(db)
    const heard = await as(wang).post(paths.consents, { results: [accept(templates.opening)], storeId: 'nowhere' })
    expect([heard.status, heard.body.error.code]).toEqual([404, 'STORE_NOT_FOUND'])
  })

  it('nobody in particular is asked to sign in', async () => {
    const heard = await as().post(paths.consents, { results: [accept(templates.couponEnding)] })
    expect(heard.body.error.code).toBe('NOT_SIGNED_IN')
  })
})
