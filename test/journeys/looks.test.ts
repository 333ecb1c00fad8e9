import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '../support/journeys/house'
import { barriers, cutTexts, overflow, smallTargets, whole } from '../support/journeys/look'
import { everyScene, type Scene, scenesOf } from '../support/journeys/pages'
import { type Phone, phonesOf, SIZE } from '../support/journeys/phones'

const NARROW = { width: 320, height: 640 }
/** How Taro keeps the choice of 我的 in the browser. */
const LARGE = "localStorage.setItem('xiansheng.display', JSON.stringify({ data: { largeText: true } }))"

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>
let scenes: Record<string, Scene>
const owned = new Map<string, Phone>()

beforeAll(async () => {
  house = await openHouse()
  scenes = await scenesOf(house)
  phones = await phonesOf(house, 'looks')
})

test('every page of the app is looked at', () => {
  expect(Object.keys(scenes).sort()).toEqual([...everyScene].sort())
})

/** One phone per person serves all their pages: what is kept on it is no part of how a page looks, but for what it needs. */
async function phoneOf({ who, keeps = {} }: Scene): Promise<Phone> {
  const phone = owned.get(who) ?? (await phones.phone(who))
  owned.set(who, phone)
  for (const [place, value] of Object.entries(keeps)) await phone.keep(place, value)
  return phone
}

async function fits(page: Page): Promise<void> {
  expect.soft(await overflow(page), 'px beyond the right edge').toBe(0)
  expect.soft(await cutTexts(page)).toEqual([])
  expect.soft(await smallTargets(page)).toEqual([])
}

describe.for(everyScene)('%s', (path) => {
  const name = path.replace(/\/index/, '').replace(/[ /]/g, '-')

  test('by day and on a narrow phone: nothing cut, nothing too small to tap, no barrier', async () => {
    const scene = scenes[path]!
    const { page, open, see, picture } = await phoneOf(scene)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(SIZE)
    await open(scene.path)
    await see(scene.words)
    await whole(page)
    await picture(`${name}-light`)
    await fits(page)
    expect.soft(await barriers(page)).toEqual([])
    await page.setViewportSize(NARROW)
    await picture(`${name}-narrow`)
    await fits(page)
  })

  test('by night: no barrier', async () => {
    const scene = scenes[path]!
    const { page, open, see, picture } = await phoneOf(scene)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize(SIZE)
    await open(scene.path)
    await see(scene.words)
    await whole(page)
    await picture(`${name}-dark`)
    expect.soft(await barriers(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  test('in large text, also on a narrow phone', async () => {
    const scene = scenes[path]!
    const { page, open, see, picture } = await phoneOf(scene)
    await page.setViewportSize(SIZE)
    await page.evaluate(LARGE)
    await open(scene.path)
    await see(scene.words)
    await whole(page)
    await picture(`${name}-large`)
    await fits(page)
    await page.setViewportSize(NARROW)
    await picture(`${name}-large-narrow`)
    await fits(page)
    await page.evaluate(() => localStorage.removeItem('xiansheng.display'))
  })
})
