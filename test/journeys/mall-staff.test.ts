import { beforeAll, expect, test } from 'vitest'
import { NEIGHBOUR } from '../../mock/seed/stores'
import type { FulfilmentIn } from '../../src/contract/checkout'
import type { ZonesAnswer } from '../../src/contract/delivery'
import type { OrderAnswer } from '../../src/contract/order'
import { fill, paths } from '../../src/contract/paths'
import { type House, openHouse } from '../support/journeys/house'
import { basketOf, packed, paid, placed } from '../support/journeys/orders'
import { type Person, person } from '../support/journeys/people'
import { phonesOf } from '../support/journeys/phones'
import { disagreements } from '../support/shopping'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>
let neighbour: Person
let owner: Person
beforeAll(async () => {
  house = await openHouse()
  phones = await phonesOf(house, 'mall-staff')
  neighbour = await person(house, 'k')
  owner = await person(house, 'owner')
})

const orderOf = (orderId: string): Promise<OrderAnswer> => neighbour.get<OrderAnswer>(fill(paths.order, { orderId }))

test('an order is picked by the walk: weighed, one kind missing and replaced with the resident’s word, packed', async () => {
  const lines = await basketOf(neighbour, NEIGHBOUR, { pieces: 2, weighed: 1 })
  const { orderId } = await placed(neighbour, NEIGHBOUR, lines)
  await paid(house, neighbour, orderId)
  const { page, open, tap, see, picture } = await phones.phone('clerk-caohai-1')
  const sheet = page.getByRole('dialog')
  const press = async (...keys: string[]): Promise<void> => {
    for (const name of keys) await sheet.getByRole('button', { name, exact: true }).click()
  }
  const { contact, lines: bought } = await orderOf(orderId)
  expect(contact.name).toBe('张阿姨')
  await open(`staff/picking/index?store=${NEIGHBOUR}`)
  await tap(/张\*\*/)
  await tap('开始备货')
  await see(/^还有 \d 样没拿$/)

  const weighed = bought.find(({ soldBy }) => soldBy === 'weight')!
  await tap(`${weighed.name}称重`)
  // ten grams lighter than it was thought to be
  await press(...String((weighed.orderedGrams ?? 0) - 10))
  await see(/^收 ¥/)
  await picture('weighed')
  await press(weightKey((weighed.orderedGrams ?? 0) - 10))
  await see(/拿齐了 · /)

  const [whole, missing] = bought.filter(({ soldBy, kind }) => soldBy === 'piece' && kind === 'goods')
  await tap(`${whole!.name}拿齐了`)
  await tap(`${missing!.name}不够或没有`)
  await press(`少一${missing!.unit}`, '记下：没有')
  await tap('找替换，问顾客')
  await see(/^不贵于 ¥/)
  await picture('instead')
  await sheet.getByRole('button').filter({ hasText: '¥' }).first().click()
  await press('问顾客')
  await see(/^等顾客答复：换成/)

  const asked = (await orderOf(orderId)).lines.find(({ consent }) => consent === 'asked')!
  await neighbour.post(fill(paths.orderSubstitute, { orderId, lineId: asked.id }), { agreed: true })
  // Without being asked the picker's page learns what was said.
  await see('替换，顾客已同意')
  const gift = (await orderOf(orderId)).lines.find(({ kind }) => kind === 'gift')
  for (const { name } of [asked, ...(gift ? [gift] : [])]) {
    if (asked.soldBy === 'piece' || name !== asked.name) await tap(`${name}拿齐了`)
  }
  if (asked.soldBy === 'weight') {
    await tap(`${asked.name}称重`)
    await press(...String(asked.orderedGrams), weightKey(asked.orderedGrams ?? 0))
  }
  await tap('备好了')
  await see('退给顾客')
  await picture('given-back')
  await press('备好了')
  await see('备好了，放到自提架')
  await picture('packed')

  const order = await orderOf(orderId)
  expect(order.state).toBe('ready')
  expect(order.refunded).toBeGreaterThan(0)
  expect(await disagreements(house.db)).toEqual([])
})

/** What stands on the button: 记下 640 g · 记下 1.29 kg */
const weightKey = (grams: number): string =>
  `记下 ${grams < 1000 ? `${grams} g` : `${(grams / 1000).toFixed(2).replace(/\.?0+$/, '')} kg`}`

test('a courier delivers where there is no network, closes the app, and it is told once when there is', async () => {
  const { store } = await neighbour.get<ZonesAnswer>(fill(paths.zones, { storeId: NEIGHBOUR }))
  const door = { place: '阳光花园', detail: '3 栋 2 单元 501', at: store.at }
  await neighbour.post(paths.addresses, { name: '张阿姨', phone: '13800008000', ...door, isDefault: true })
  const lines = await basketOf(neighbour, NEIGHBOUR, { pieces: 3, weighed: 1 })
  const way: FulfilmentIn = { kind: 'delivery', addressId: null, slotOpensAt: null }
  const { orderId } = await placed(neighbour, NEIGHBOUR, lines, way)
  await paid(house, neighbour, orderId)
  await packed(owner, NEIGHBOUR, orderId)

  const { page, context, open, tap, see, picture, expectTrouble } = await phones.phone('clerk-caohai-2')
  expectTrouble(/ERR_INTERNET_DISCONNECTED|Failed to fetch|Load failed/)
  const path = `staff/deliveries/index?store=${NEIGHBOUR}`
  await open(path)
  await see('等着出发')
  await page.getByRole('checkbox').first().click()
  await tap('出发，带上 1 单')
  await see('在我车上')
  await context.route('**/v1/**', (route) => route.abort('internetdisconnected'))
  await tap(/^已送达/)
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '放门口了' }).click()
  await sheet.getByRole('button', { name: '已送达' }).click()
  await see(/记在手机上了，连上网就报/)
  await picture('no-network')
  expect((await orderOf(orderId)).state).toBe('delivering')

  await open(path)
  await see(/记在手机上了，连上网就报/)
  await context.unroute('**/v1/**')
  await open(path)
  await see('没有要送的')
  const order = await orderOf(orderId)
  expect(order.state).toBe('delivered')
  expect(order.steps.filter(({ kind }) => kind === 'deliver').map(({ words }) => words)).toEqual(['已送达：放门口了'])
  expect(await disagreements(house.db)).toEqual([])
})
