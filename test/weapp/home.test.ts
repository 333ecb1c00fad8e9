import { afterEach, describe, expect, it } from 'vitest'
import { openidOf } from '../../mock/personas'
import { bootWeapp, type BootOptions, type Weapp } from '../support/weapp/boot'
import { beforeOpening, MORNING, runningApi } from '../support/weapp/running-api'

const DAY = 86_400_000
const { url, follow, database } = await runningApi()

const phones: Weapp[] = []
afterEach(() => {
  for (const phone of phones.splice(0)) phone.close()
})

/** Somebody opens the mini-program at `at`; the API's clock says the same, the phone's may be off. */
async function open(at: number, options: BootOptions = {}): Promise<Weapp> {
  follow({ now: at })
  const phone = await bootWeapp({ api: url, startAt: at, ...options })
  follow(phone)
  phones.push(phone)
  await phone.settle()
  return phone
}
/** The four tiles, `02:23:59:58`. */
const tiles = (phone: Weapp): string =>
  /(\d\d)天:(\d\d)时:(\d\d)分:(\d\d)秒/.exec(phone.page.text.replace(/\s/g, ''))?.slice(1).join(':') ?? phone.page.text

describe('the countdown of the compiled home page', () => {
  it('counts the server’s seconds: one setData a second, at most 300 bytes each', async () => {
    const phone = await open(MORNING)
    const first = phone.log.traffic()
    expect(first.maxBytes).toBeLessThanOrEqual(20 * 1024)
    const before = tiles(phone)
    expect(before).toMatch(/^0[23]:\d\d:\d\d:\d\d$/)
    await phone.advance(1000)
    phone.log.resetTraffic()
    await phone.advance(60_000)
    const counting = phone.log.traffic()
    expect(counting.perSecond).toBeLessThanOrEqual(1)
    expect(counting.maxBytes).toBeLessThanOrEqual(300)
    expect(counting.calls).toBeGreaterThanOrEqual(59)
    expect(tiles(phone)).not.toBe(before)
    expect(phone.errors).toEqual([])
  })

  it('is right on a phone that is three days ahead, and when its clock is changed while the page is open (KF-40)', async () => {
    const wrong = await open(beforeOpening(90_000), { phoneClock: 3 * DAY })
    const right = await open(beforeOpening(90_000))
    expect(tiles(wrong)).toBe(tiles(right))
    expect(tiles(right)).toBe('00:00:01:30')
    wrong.setPhoneClock(wrong.now - 5 * 3_600_000)
    follow(wrong)
    await wrong.advance(10_000)
    await right.advance(10_000)
    expect(tiles(wrong)).toBe(tiles(right))
  })

  it('is right again when the app comes back after being suspended (KF-40)', async () => {
    const phone = await open(beforeOpening(20 * 60_000))
    phone.hide()
    await phone.advance(10 * 60_000)
    await phone.show()
    await phone.settle()
    expect(tiles(phone)).toMatch(/^00:00:(10:00|09:5\d)$/)
  })

  it('turns into the trial page by itself at the instant, without being opened again', async () => {
    const phone = await open(beforeOpening(5_000))
    expect(phone.page.has('距试业还有')).toBe(true)
    await phone.advance(4_000)
    expect(phone.page.has('距试业还有')).toBe(true)
    await phone.advance(2_100)
    expect(phone.page.has('距试业还有')).toBe(false)
    expect(phone.page.has('试业中')).toBe(true)
    expect(phone.errors).toEqual([])
  })
})

describe('a claim in the compiled home page', () => {
  it('shows at once, is one coupon for two taps, and asks WeChat for consent first (KF-36)', async () => {
    const phone = await open(MORNING, { persona: { loginCode: () => 'wang', consents: 'accept' } })
    const button = phone.page.find('领取', { within: '开业满减券' })
    await Promise.all([phone.page.tap(button), phone.page.tap(button)])
    await phone.settle()
    expect(phone.page.has('已领 · 可转赠邻居')).toBe(true)
    const { n } = await database.db
      .selectFrom('coupon')
      .innerJoin('resident', 'resident.id', 'coupon.claimer_id')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('resident.openid', '=', openidOf('wang'))
      .executeTakeFirstOrThrow()
    expect(n).toBe(1)
    const consents = await database.db
      .selectFrom('subscribe_consent')
      .innerJoin('resident', 'resident.id', 'resident_id')
      .select('result')
      .where('openid', '=', openidOf('wang'))
      .execute()
    expect(consents).toEqual([{ result: 'accept' }])
    expect(phone.errors).toEqual([])
  })

  it('in Moments’ single-page mode only shows: nobody logs in, nothing is offered that needs it', async () => {
    let logins = 0
    const phone = await open(MORNING, { scene: 1154, persona: { loginCode: () => `nobody-${++logins}` } })
    expect(phone.page.has('开业满减券')).toBe(true)
    for (const words of ['项目介绍', '领取', '开门提醒我']) expect(phone.page.has(words)).toBe(false)
    expect(logins).toBe(0)
    expect(phone.errors).toEqual([])
  })
})
