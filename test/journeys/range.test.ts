import gcoord from 'gcoord'
import { beforeAll, describe, expect, test } from 'vitest'
import { PLACES } from '../../mock/maps/gazetteer'
import { type House, openHouse } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import { phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openHouse()
  phones = await phonesOf(house, 'range')
})

const RANGE = 'packages/delivery/range/index'

/** What a browser's own location says of a place of the gazetteer: WGS-84, a few metres round it. */
function standingAt(name: string): { latitude: number; longitude: number; accuracy: number } {
  const at = PLACES.find((place) => place.name === name)?.at
  if (!at) throw new Error(`The gazetteer knows no ${name}`)
  const [longitude, latitude] = gcoord.transform([at.lng, at.lat], gcoord.GCJ02, gcoord.WGS84)
  return { latitude, longitude, accuracy: 15 }
}

describe('does it deliver to my door?', () => {
  test('outside every zone: how far outside, and the nearest store to collect from', async () => {
    const { open, see, tap, picture } = await phones.phone('a', { geolocation: standingAt('陕桥新村') })
    await open(RANGE)
    await see('你家在哪儿？')
    await picture('asked')
    await tap('定位')
    await see(/离配送范围还有 .+，可以到店自提/)
    await see(/最近的店 · [\d.]+ (米|公里)/)
    await see('威宁广场店')
    await picture('outside')
    await tap('看看门店')
    await see('威宁草海路店')
    await picture('stores')
  })

  test('inside: the earliest slot, on the opening day, and the fee', async () => {
    const { open, see, tap, picture } = await phones.phone('a', { geolocation: standingAt('阳光花园') })
    await open(RANGE)
    await tap('定位')
    await see('能送到，最快 8月16日 8:00')
    await see('¥3，满 39 免')
    await picture('inside')
  })

  test('a pasted address is split, shown for confirmation, and answered', async () => {
    const { open, see, tap, picture, page } = await phones.phone('b')
    await open(RANGE)
    await tap('粘贴地址')
    await page.locator('textarea').fill('张三 13800000000 贵州省毕节市威宁县滨海路88号阳光花园3栋2单元')
    await picture('pasted')
    expect(await barriers(page)).toEqual([])
    await tap('认一认')
    await see('这样对吗？')
    const fields = await page.locator('[role="dialog"] input').filter({ visible: true }).all()
    expect(await Promise.all(fields.map((field) => field.inputValue()))).toEqual([
      '张三',
      '13800000000',
      expect.stringContaining('威宁'),
      expect.stringContaining('阳光花园3栋'),
    ])
    await picture('confirm')
    expect(await barriers(page)).toEqual([])
    await tap('对，用这个地址')
    await see(/^能送到，最快/)
    await picture('answered')
  })
})

describe('location refused (KF-35)', () => {
  test('says that nothing is missing, and a typed place is answered all the same', async () => {
    const { open, see, tap, picture, page } = await phones.phone('c')
    await open(RANGE)
    await tap('定位')
    await see('没有位置权限，也一样能查')
    await picture('refused')
    await tap('手动填写')
    await page.locator('[role="dialog"] input').filter({ visible: true }).first().fill('五里岗')
    await see('五里岗安置小区')
    await picture('suggestions')
    expect(await barriers(page)).toEqual([])
    await tap(/五里岗安置小区/)
    await see(/^能送到，最快/)
    await see('¥6，满 69 免')
    await picture('typed')
  })

  test('the stores are listed all the same', async () => {
    const { open, see, tap, picture } = await phones.phone('c')
    await open('packages/delivery/stores/index')
    await see('威宁广场店')
    await tap('定位')
    await see('没有位置权限，门店都在下面')
    await picture('stores-refused')
  })
})
