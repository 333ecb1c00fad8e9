import { beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '../support/journeys/house'
import { everyPage, type Scene, scenesOf } from '../support/journeys/pages'
import { phonesOf } from '../support/journeys/phones'
import { whole } from '../support/journeys/look'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>
let scenes: Record<string, Scene>

beforeAll(async () => {
  house = await openHouse()
  scenes = await scenesOf(house)
  phones = await phonesOf(house, 'deep-links')
})

test.for(everyPage)('%s opens cold where nobody can sign in, and shows a way on', async (path) => {
  const { page, open, picture, context } = await phones.phone('nobody')
  // A browser outside WeChat, without the stand-in.
  await page.route('**/mock/**', (route) => route.fulfill({ status: 403 }))
  await open(scenes[path]?.path ?? path)
  await whole(page)
  await picture(path.replaceAll('/', '-'))
  expect((await page.locator('[role="main"]').filter({ visible: true }).innerText()).trim().length).toBeGreaterThan(8)
  const ways = page.locator('[role="button"], .weui-tabbar__item').filter({ visible: true })
  expect(await ways.count()).toBeGreaterThan(0)
  await context.close()
})
