import type { Route } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openidOf } from '../../mock/personas'
import type { House } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import { linesOf, openedHouse, orderShown, toCheckout } from '../support/journeys/mall'
import { person } from '../support/journeys/people'
import { phonesOf } from '../support/journeys/phones'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openedHouse()
  phones = await phonesOf(house, 'mall-lost-answer')
})

const SUBMIT = '**/v1/orders'

/** The server hears and decides; its answer does not arrive. */
async function loseTheAnswer(route: Route): Promise<void> {
  await route.fetch()
  await route.abort()
}

const ordersOf = async (name: string): Promise<number> => {
  const rows = await house.db
    .selectFrom('shop_order')
    .innerJoin('resident', 'resident.id', 'shop_order.resident_id')
    .where('resident.openid', '=', openidOf(name))
    .select('shop_order.id')
    .execute()
  return rows.length
}

test('the answer to a submit is lost: nothing can be changed meanwhile, the same tap once more buys once', async () => {
  const resident = await person(house, 'd')
  const d = await phones.phone('d')
  d.expectTrouble(/net::ERR_FAILED/)
  const keys = new Set<string | undefined>()
  d.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/v1/orders'))
      keys.add(request.headers()['idempotency-key'])
  })
  await toCheckout(d, await linesOf(resident, { 小白菜: 2 }))
  await d.see('微信支付 ¥5.00')
  await d.page.route(SUBMIT, loseTheAnswer)
  await d.tap('微信支付 ¥5.00')
  await d.see('再点一次，不会重复')
  await d.picture('nobody-knows')
  expect(await barriers(d.page)).toEqual([])
  expect(await ordersOf('d')).toBe(1)

  // The phone forgets nothing with the app.
  await d.page.unroute(SUBMIT)
  await d.page.reload()
  await d.see('再点一次，不会重复')
  await d.tap('再点一次，不会重复')
  await d.see('微信支付（演示）')
  await d.tap('付款')
  await orderShown(d)
  await d.see('订单收到了')
  await d.picture('bought-once')
  expect([keys.size, await ordersOf('d')]).toEqual([1, 1])
})
