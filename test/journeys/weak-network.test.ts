import type { Route } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openidOf } from '../../mock/personas'
import { type House, openHouse } from '../support/journeys/house'
import { type Phone, phonesOf } from '../support/journeys/phones'

const COUPON = '开业满减券'
const CLAIM = '**/v1/batches/*/claim'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openHouse()
  phones = await phonesOf(house, 'weak-network')
})

/** A phone on the home page, and the keys under which its claims were asked for. */
async function neighbour(name: string): Promise<{ phone: Phone; keys: () => Set<string | undefined> }> {
  const phone = await phones.phone(name)
  const keys = new Set<string | undefined>()
  phone.page.on('request', (request) => {
    if (/\/claim$/.test(request.url())) keys.add(request.headers()['idempotency-key'])
  })
  phone.expectTrouble(/net::ERR_(INTERNET_DISCONNECTED|FAILED)/)
  await phone.open('pages/home/index')
  await phone.page.getByRole('button', { name: `领取${COUPON}` }).waitFor()
  await phone.page.waitForLoadState('networkidle')
  return { phone, keys: () => keys }
}

/** The server hears and decides; its answer does not arrive. */
async function loseTheAnswer(route: Route): Promise<void> {
  await route.fetch()
  await route.abort()
}

const couponsOf = async (name: string): Promise<number> => {
  const { count } = await house.db
    .selectFrom('coupon')
    .innerJoin('resident', 'resident.id', 'coupon.claimer_id')
    .where('resident.openid', '=', openidOf(name))
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

describe('a claim on a dying network', () => {
  test('without a line nothing is lost: the same tap once more claims one coupon', async () => {
    const { phone, keys } = await neighbour('offline')
    await phone.context.setOffline(true)
    await phone.tap(`领取${COUPON}`)
    await phone.see('领取中')
    await phone.see('再点一次')
    await phone.picture('offline')
    expect(await couponsOf('offline')).toBe(0)
    await phone.context.setOffline(false)
    await phone.tap(`再点一次${COUPON}`)
    await phone.see('已领 · 可转赠邻居')
    await phone.picture('claimed-after-all')
    expect([keys().size, await couponsOf('offline')]).toEqual([1, 1])
  })

  test('when the answer is lost, the next tap carries the same key and there is one coupon', async () => {
    const { phone, keys } = await neighbour('unheard')
    await phone.page.route(CLAIM, loseTheAnswer)
    await phone.tap(`领取${COUPON}`)
    await phone.see('再点一次')
    expect(await couponsOf('unheard')).toBe(1)
    await phone.page.unroute(CLAIM)
    await phone.tap(`再点一次${COUPON}`)
    await phone.see('已领 · 可转赠邻居')
    expect([keys().size, await couponsOf('unheard')]).toEqual([1, 1])
  })

  test('a reload in the middle asks again by itself, with the same key', async () => {
    const { phone, keys } = await neighbour('reloads')
    await phone.page.route(CLAIM, loseTheAnswer)
    await phone.tap(`领取${COUPON}`)
    await phone.see('领取中')
    await expect.poll(() => couponsOf('reloads')).toBe(1)
    await phone.page.unrouteAll({ behavior: 'ignoreErrors' })
    await phone.page.reload()
    await phone.see('已领 · 可转赠邻居')
    await phone.picture('known-after-a-reload')
    expect([keys().size, await couponsOf('reloads')]).toEqual([1, 1])
  })
})
