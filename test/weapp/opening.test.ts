// The compiled home page in the circumstances of real phones: asleep, under another page, on a bad network, at the opening.
import { expect, test } from 'vitest'
import { openidOf } from '../../mock/personas'
import { type ApiHandler, overHttp, type Weapp } from '../support/weapp/boot'
import { phonesOnApi } from '../support/weapp/phones'
import { MORNING, TRIAL_OPENS } from '../support/weapp/running-api'

const { phone, url, database } = await phonesOnApi()
const DAY = 86_400_000
const HOME = 'pages/home/index'

/** Seconds the countdown shows. */
function shown(app: Weapp): number {
  const tiles = /(\d+)天:(\d+)时:(\d+)分:(\d+)秒/.exec(app.page.text)
  if (!tiles) throw new Error(`no countdown on the page: ${app.page.text}`)
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = tiles.slice(1).map(Number)
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
}

/** Looks at it several times, each time just after a full second, when it has to show the new one. */
async function expectExact(app: Weapp): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await app.advance(1000 - (app.now % 1000) + 100)
    expect(shown(app)).toBe(Math.ceil((TRIAL_OPENS - app.now) / 1000))
  }
}

test.each([
  ['is a year ahead', 365 * DAY],
  ['is three days behind', -3 * DAY],
])('the countdown is exact to the second on a phone whose clock %s', async (_, phoneClock) => {
  const app = await phone('anna', { startAt: MORNING, phoneClock })
  await expectExact(app)
})

test.each([
  ['two hours ahead', 7_200_000],
  ['a day back', -DAY],
])('KF-40: the countdown stays exact when the clock is set %s in the middle of a second', async (_, offset) => {
  const app = await phone('anna', { startAt: MORNING })
  await app.advance(300)
  app.setPhoneClock(offset)
  await app.advance(1500)
  await expectExact(app)
})

test('KF-40: the countdown is exact again at once after the phone has slept, even when its clock was changed meanwhile', async () => {
  const app = await phone('anna', { startAt: MORNING })
  app.hide({ deviceSleeps: true })
  await app.advance(600_000)
  await app.show()
  await expectExact(app)
  app.hide({ deviceSleeps: true })
  await app.advance(60_000)
  app.setPhoneClock(5 * DAY)
  await app.show()
  await expectExact(app)
})

test('KF-40: nothing of the home page ticks under another page, another tab or in the background', async () => {
  const app = await phone('anna', { startAt: MORNING })
  const ticksOfHome = async (): Promise<number> => {
    await app.advance(3000)
    app.log.resetTraffic()
    await app.advance(10_000)
    return app.log.setData.filter((call) => call.owner === HOME).length
  }
  expect(await ticksOfHome()).toBe(10)
  await app.open('/packages/launch/introduction/index')
  expect(await ticksOfHome()).toBe(0)
  await app.back()
  await expectExact(app)
  await app.tapTab('我的')
  expect(await ticksOfHome()).toBe(0)
  await app.tapTab('首页')
  await expectExact(app)
  app.hide()
  await app.advance(6000)
  expect(await ticksOfHome()).toBe(0)
})

test('a claim whose answer got lost is asked for again with the same key, and is one coupon', async () => {
  const real = overHttp(url)
  let lost = 0
  const api: ApiHandler = async (request) => {
    const answer = await real(request)
    if (!request.path.endsWith('/claim') || lost > 0) return answer
    lost += 1
    throw new Error('timeout')
  }
  const app = await phone('dong', { api, startAt: MORNING })
  await app.page.tapText('领取', { within: '开业满减券' })
  await app.until('the claim went through', () => app.page.has('已领 · 可转赠邻居'))
  const asked = app.log.requestsTo('/claim')
  expect(asked).toHaveLength(2)
  expect(asked[0]?.header['idempotency-key']).toBe(asked[1]?.header['idempotency-key'])
  const held = await database.db
    .selectFrom('coupon')
    .innerJoin('resident', 'resident.id', 'coupon.holder_id')
    .where('resident.openid', '=', openidOf('dong'))
    .select('coupon.id')
    .execute()
  expect(held).toHaveLength(1)
})

test('without a network the page says so, and comes back by a tap when there is one', async () => {
  const app = await phone('anna', { startAt: MORNING, persona: { network: 'none' } })
  await app.untilText('重试', 20_000)
  await app.setNetwork('4g')
  await app.page.tapText('重试')
  await app.untilText('距试业还有')
  expect(app.errors).toEqual([])
})

test('at the opening phones turn by themselves and ask the server over several seconds', async () => {
  const asked: number[] = []
  for (const share of [0, 0.25, 0.5, 0.75, 0.99]) {
    const app = await phone(`neighbour-${share * 100}`, { startAt: TRIAL_OPENS - 3000, random: () => share })
    await app.advance(TRIAL_OPENS - app.now + 1000)
    expect(app.page.text).toContain('试业中')
    await app.advance(15_000)
    asked.push(app.log.requests.find((request) => request.at > TRIAL_OPENS)?.at ?? 0)
    expect(app.errors).toEqual([])
  }
  expect(Math.min(...asked)).toBeGreaterThan(TRIAL_OPENS)
  expect(Math.max(...asked) - Math.min(...asked)).toBeGreaterThan(3000)
})
