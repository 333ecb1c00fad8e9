import { randomUUID } from 'node:crypto'
import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { instant } from '../../../src/domain/time'
import { testApp } from '../../support/app'
import { aBatch, aBenefit, aChannel, aCoupon, aResident, aStaffMember, aStore } from '../../support/factories'

const { as, db } = await testApp({ at: instant('2026-06-06T20:00:00+08:00') })
const at = (iso: string) => new Date(instant(`2026-06-${iso}+08:00`))

const store = await aStore(db)
const lead = await aStaffMember(db, store.id, 'launch-lead')
const vouchers = await aBatch(db, store.id, { title: '满减券', position: 1 })
const eggs = await aBenefit(db, store.id, { title: '土鸡蛋', position: 2 })
const gate = await aChannel(db, { name: '东门地推' })
const school = await aChannel(db, { name: '幼儿园' })

const report = (query = '', by = lead, storeId = store.id) => as(by).get(fill(paths.staffClaims, { storeId }) + query)

const opened = (day: string, channel: string | null, times: number, over: object = {}) =>
  db
    .insertInto('visit')
    .values(
      Array.from({ length: times }, () => ({
        at: at(day),
        store_id: store.id,
        page: 'pages/home/index',
        scene: 1047,
        channel_id: channel,
        ...over,
      })),
    )
    .execute()

const claimed = async (batch: { id: string }, day: string, channel: string | null, over: object = {}) => {
  const who = await aResident(db)
  const { id } = await aCoupon(db, batch.id, who, { claimed_at: at(day), channel_id: channel, ...over })
  return { id, who }
}
const given = async (coupon: { id: string; who: { id: string } }, made: string, accepted: string | null) => {
  const to = accepted ? await aResident(db) : null
  await db
    .insertInto('gift')
    .values({
      id: randomUUID(),
      coupon_id: coupon.id,
      giver_id: coupon.who.id,
      giver_name: '王',
      message: '',
      state: to ? 'accepted' : 'offered',
      created_at: at(made),
      expires_at: at('08T00:00:00'),
      ended_at: accepted ? at(accepted) : null,
      receiver_id: to?.id ?? null,
    })
    .execute()
}

/**
 * Three days of a small launch, as a shopkeeper would keep them on paper:
 * - 4 June: the street team at the east gate. 10 opens, 3 claim vouchers, 1 claims eggs. One of the vouchers is given to a friend late that night.
 * - 5 June: the kindergarten. 5 opens, 2 claim eggs. The friend takes the voucher at half past midnight. The first eggs are fetched.
 * - 6 June: nobody's channel. 2 opens, 1 claims a voucher and uses it; one egg coupon is given and not taken.
 */
await opened('04T10:00:00', gate.id, 10)
await opened('05T10:00:00', school.id, 5)
await opened('06T10:00:00', null, 2)
await claimed(vouchers, '04T00:00:00', gate.id) // the first instant of the day
const passedOn = await claimed(vouchers, '04T12:00:00', gate.id)
await claimed(vouchers, '04T23:59:59.999', gate.id) // the last
await claimed(eggs, '04T12:00:00', gate.id, { state: 'used', used_at: at('05T09:00:00') })
await given(passedOn, '04T23:50:00', '05T00:30:00')
const eggsGiven = await claimed(eggs, '05T12:00:00', school.id)
await claimed(eggs, '05T12:30:00', school.id)
await claimed(vouchers, '06T12:00:00', null, { state: 'used', used_at: at('06T13:00:00') })
await given(eggsGiven, '06T08:00:00', null)

describe('the worked example', () => {
  it('adds up as it does on paper', async () => {
    const { body, status } = await report('?from=2026-06-04&to=2026-06-06')
    expect(status).toBe(200)
    expect(body.totals).toEqual({ seen: 17, claimed: 7, given: 2, received: 1, used: 2 })
    expect(body.days).toEqual([
      { day: '2026-06-04', seen: 10, claimed: 4, given: 1, received: 0, used: 0 },
      { day: '2026-06-05', seen: 5, claimed: 2, given: 0, received: 1, used: 1 },
      { day: '2026-06-06', seen: 2, claimed: 1, given: 1, received: 0, used: 1 },
    ])
    expect(body.channels).toEqual([
      { channelId: gate.id, channel: '东门地推', seen: 10, claimed: 4, given: 1, received: 1, used: 1 },
      { channelId: school.id, channel: '幼儿园', seen: 5, claimed: 2, given: 1, received: 0, used: 0 },
      { channelId: null, channel: '自己找来', seen: 2, claimed: 1, given: 0, received: 0, used: 1 },
    ])
  })

  it('has a row per day, batch and channel, the newest first', async () => {
    const { body } = await report('?from=2026-06-04&to=2026-06-06')
    const rows = body.rows.map((r: Record<string, unknown>) => [
      r.day,
      r.batch,
      r.channel,
      r.claimed,
      r.given,
      r.received,
      r.used,
    ])
    expect(rows).toEqual([
      ['2026-06-06', '满减券', '自己找来', 1, 0, 0, 1],
      ['2026-06-06', '土鸡蛋', '幼儿园', 0, 1, 0, 0],
      ['2026-06-05', '满减券', '东门地推', 0, 0, 1, 0],
      ['2026-06-05', '土鸡蛋', '东门地推', 0, 0, 0, 1],
      ['2026-06-05', '土鸡蛋', '幼儿园', 2, 0, 0, 0],
      ['2026-06-04', '满减券', '东门地推', 3, 1, 0, 0],
      ['2026-06-04', '土鸡蛋', '东门地推', 1, 0, 0, 0],
    ])
  })

  it('a use that was reversed is none', async () => {
    const { id } = await claimed(eggs, '03T12:00:00', null, { state: 'used', used_at: at('03T13:00:00') })
    const asked = '?from=2026-06-03&to=2026-06-03'
    expect((await report(asked)).body.totals).toMatchObject({ claimed: 1, used: 1 })
    await db.updateTable('coupon').set({ state: 'held', used_at: null }).where('id', '=', id).execute()
    expect((await report(asked)).body.totals).toMatchObject({ claimed: 1, used: 0 })
  })

  it('crawlers and load tests are in none of the numbers', async () => {
    const before = (await report()).body
    for (const scene of [1129, 1203]) {
      await opened('06T11:00:00', gate.id, 50, { scene })
      const bot = await aResident(db, { first_scene: scene, first_seen_at: at('06T11:00:00') })
      await aCoupon(db, vouchers.id, bot, { claimed_at: at('06T11:00:00'), state: 'used', used_at: at('06T11:01:00') })
      await given(
        { ...(await aCoupon(db, eggs.id, bot, { claimed_at: at('06T11:00:00') })), who: bot },
        '06T11:02:00',
        '06T11:03:00',
      )
    }
    expect((await report()).body).toEqual(before)
  })

  it('another store’s batches and visits are not in it', async () => {
    const other = await aStore(db)
    const before = (await report()).body
    const theirs = await aBatch(db, other.id)
    await claimed(theirs, '06T12:00:00', gate.id)
    await opened('06T12:00:00', gate.id, 3, { store_id: other.id })
    expect((await report()).body).toEqual(before)
    const owner = await aStaffMember(db, other.id, 'owner')
    expect((await report('', owner, other.id)).body.totals).toEqual({
      seen: 3,
      claimed: 1,
      given: 0,
      received: 0,
      used: 0,
    })
  })
})

describe('which days', () => {
  it('are the last fourteen when nothing is asked, empty ones too', async () => {
    const { body } = await report()
    expect([body.from, body.to, body.days.length]).toEqual(['2026-05-24', '2026-06-06', 14])
  })

  it('may be 92, not 93, and must be days of the calendar, in order', async () => {
    expect((await report('?from=2026-03-07&to=2026-06-06')).body.days).toHaveLength(92)
    for (const query of [
      '?from=2026-03-06',
      '?from=2026-06-07',
      '?to=2026-02-30',
      '?from=1999-01-01&to=1999-01-02',
      '?from=x',
    ])
      expect((await report(query)).body.error.code).toBe('INPUT_INVALID')
  })
})

describe('the chart', () => {
  it.each(['light', 'dark'])(
    'is a small, still SVG that parses, with words for who cannot see it (%s)',
    async (theme) => {
      const { chart } = (await report(`?from=2026-03-07&to=2026-06-06&theme=${theme}`)).body
      expect(Buffer.byteLength(chart.svg)).toBeLessThan(30_000)
      const parsed = new new JSDOM().window.DOMParser().parseFromString(chart.svg, 'image/svg+xml')
      expect(parsed.querySelector('parsererror')).toBeNull()
      expect(parsed.documentElement.getAttribute('viewBox')).toBe('0 0 344 220')
      expect(chart.svg).not.toMatch(/<script|<animate|<style|href=/)
      expect(parsed.documentElement.textContent).toContain('领取')
      expect(chart.alt).toMatch(/^3\/7 到 6\/6，领取 \d+ 张/)
      // nothing is written smaller than 12 px
      expect(Math.min(...[...chart.svg.matchAll(/font-size:(\d+)px/g)].map(([, px]) => Number(px)))).toBe(12)
    },
  )

  it('differs by theme in colour only', async () => {
    const [light, dark] = [(await report('?theme=light')).body.chart.svg, (await report('?theme=dark')).body.chart.svg]
    const still = (svg: string) => svg.replace(/#[0-9a-f]{6}/g, '')
    expect(light).not.toBe(dark)
    expect(still(light)).toBe(still(dark))
  })
})

describe('who', () => {
  it('owner, manager and launch lead of this store; nobody else', async () => {
    for (const role of ['owner', 'manager'] as const)
      expect((await report('', await aStaffMember(db, store.id, role))).status).toBe(200)
    const others = [await aStaffMember(db, store.id, 'clerk'), await aStaffMember(db, (await aStore(db)).id, 'owner')]
    for (const other of others) expect((await report('', other)).body.error.code).toBe('NOT_ALLOWED')
    expect((await as().get(fill(paths.staffClaims, { storeId: store.id }))).body.error.code).toBe('NOT_SIGNED_IN')
  })
})
