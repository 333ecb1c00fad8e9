import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { DAY, HOUR, type Instant, plus, SECOND } from '../../src/domain/time'
import { GRAND_OPENING, type House, OPENING, openHouse } from '../support/journeys/house'
import { type Phone, phonesOf } from '../support/journeys/phones'
import { countLayoutShifts } from '../support/journeys/phone-clock'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openHouse()
  phones = await phonesOf(house, 'opening')
})

const tiles = (page: Page) => page.getByRole('timer').first()

/** What the four tiles show, as seconds. */
const shown = async (page: Page): Promise<number> => {
  const text = (await tiles(page).innerText()).match(/\d+/g)?.map(Number) ?? []
  const [days = Number.NaN, hours = 0, minutes = 0, seconds = 0] = text
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
}

const left = (until: Instant): number => (until - house.clock.now()) / SECOND

/** Waits until the tiles have changed. */
async function nextTick(page: Page): Promise<void> {
  const before = await tiles(page).innerText()
  await page.waitForFunction(
    (old) => (document.querySelector('[role="timer"]') as HTMLElement | null)?.innerText !== old,
    before,
  )
}

/** When the page asked for the launch again, by the house's clock. */
function asksOf({ page }: Phone): Instant[] {
  const asks: Instant[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/launch')) asks.push(house.clock.now())
  })
  return asks
}

describe('the countdown', () => {
  test('is right on phones whose clocks are three days ahead and five hours behind, and stays right when a clock is set', async () => {
    house.clock.set(plus(OPENING, -2 * DAY))
    const ahead = await phones.phone('a', { clockOff: 3 * DAY })
    const behind = await phones.phone('b', { clockOff: -5 * HOUR })
    for (const phone of [ahead, behind]) {
      await phone.open('pages/home/index')
      await phone.see('距试业还有')
      await tiles(phone.page).waitFor()
      expect(Math.abs((await shown(phone.page)) - left(OPENING))).toBeLessThan(2)
    }
    const clocks = await Promise.all([ahead, behind].map(({ page }) => page.evaluate(() => Date.now())))
    expect(clocks.map((clock) => Math.round((clock - house.clock.now()) / HOUR))).toEqual([72, -5])
    await ahead.picture('three-days-ahead')
    await ahead.setClock(-7 * DAY)
    await behind.setClock(400 * DAY)
    for (const { page } of [ahead, behind]) {
      await nextTick(page)
      expect(Math.abs((await shown(page)) - left(OPENING))).toBeLessThan(2)
    }
    await behind.picture('clock-set-while-open')
  })

  test('moves nothing when it ticks', async () => {
    house.clock.set(plus(OPENING, -DAY))
    const { page, open, see } = await phones.phone('a')
    await open('pages/home/index')
    await see('领券')
    await page.getByRole('button', { name: /^领取/ }).first().waitFor()
    await page.waitForLoadState('networkidle')
    const boxes = async () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[role="timer"] *, [role="button"]')].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect()
          return [x, y, width, height].join()
        }),
      )
    const shifts = await countLayoutShifts(page)
    const before = await boxes()
    for (let tick = 0; tick < 5; tick++) await nextTick(page)
    expect(await boxes()).toEqual(before)
    expect(await shifts()).toBe(0)
  })
})

describe('the opening second', () => {
  test('turns every page by itself, at zero, and phones ask what is new at moments of their own', async () => {
    house.clock.set(plus(OPENING, -8 * SECOND))
    const early = await phones.phone('a', { clockOff: 3 * DAY })
    const late = await phones.phone('b', { clockOff: -5 * HOUR })
    const pages = [early, late]
    await Promise.all(pages.map(({ open }) => open('pages/home/index')))
    await Promise.all(pages.map(({ see }) => see('距试业还有')))
    await early.picture('seconds-before')
    // The spread of the one is short, of the other long.
    await early.page.evaluate(() => void (Math.random = () => 0.1))
    await late.page.evaluate(() => void (Math.random = () => 0.7))
    await late.setClock(9 * DAY)
    for (const { page } of pages)
      await page.evaluate(() => void ((window as { notReloaded?: true }).notReloaded = true))
    const asks = pages.map(asksOf)

    await Promise.all(pages.map(({ see }) => see('试业中，距盛大开业还有')))
    const turnedAt = house.clock.now()
    expect(turnedAt).toBeGreaterThanOrEqual(OPENING)
    expect(turnedAt - OPENING).toBeLessThan(3 * SECOND)
    expect(Math.abs((await shown(late.page)) - left(GRAND_OPENING))).toBeLessThan(2)
    await late.picture('open-by-itself')

    await expect.poll(() => asks.map((moments) => moments.length), { timeout: 12_000 }).toEqual([1, 1])
    const [first = 0, second = 0] = asks.map(([moment]) => moment ?? 0)
    expect(first).toBeGreaterThan(OPENING)
    expect(second - first).toBeGreaterThan(2 * SECOND)
    expect(second - OPENING).toBeLessThan(8 * SECOND)
    for (const { page } of pages) expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true)
  })
})
