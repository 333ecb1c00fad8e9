import { describe, expect, it } from 'vitest'
import { testApp } from '../../support/app'
import { aStaffMember, aStore } from '../../support/factories'

const { as, db } = await testApp()
const store = await aStore(db)
const owner = await aStaffMember(db, store.id, 'owner')
const staff = `/v1/staff/stores/${store.id}`

const ID = '00000000-0000-0000-0000-000000000000'
const PLACES = [
  `1780286400000_${'-'.repeat(36)}`,
  `99999999999999_${ID}`,
  `999999999999999.${ID}`,
  `1780286400000.${ID}`,
]
const NUMBERS = ['999999999999999', '9223372036854775808', '-1', '1e3', '\u0000', '']

describe('a page after a place that we did not give out', () => {
  it.each([
    '/v1/coupons?shelf=usable&',
    '/v1/inbox?',
    `${staff}/verifications?`,
    `${staff}/audit?`,
    `${staff}/orders?state=paid&`,
    `${staff}/refund-requests?state=asked&`,
    `${staff}/refund-requests?state=decided&`,
    `${staff}/reviews?state=waiting&`,
  ])('is the first page or refused, and never our trouble: %safter=…', async (url) => {
    for (const after of [...PLACES, ...NUMBERS]) {
      const heard = await as(owner).get(`${url}after=${encodeURIComponent(after)}`)
      expect([after, heard.status, heard.body.error?.code]).toEqual(
        heard.status === 200 ? [after, 200, undefined] : [after, 400, 'INPUT_INVALID'],
      )
    }
  })
})

it('days that no calendar has are refused', async () => {
  for (const day of ['0000-01-01', '2026-02-30', '2026-13-01', '9999-99-99'])
    for (const query of [`from=${day}`, `to=${day}`, `from=${day}&to=${day}`])
      expect([query, (await as(owner).get(`${staff}/claims?${query}`)).status]).toEqual([query, 400])
  for (const query of ['from=0001-01-01', 'from=0001-01-01&to=9999-12-31', 'from=9999-12-31', 'to=0001-01-01'])
    expect([query, (await as(owner).get(`${staff}/claims?${query}`)).status < 500]).toEqual([query, true])
})
