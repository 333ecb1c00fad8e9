// The compiled counter when its network is away: the QR of an order is checked on the clerk's phone, what was handed over is kept there
// over a restart, and told when somebody answers again.
import { beforeAll, expect, test } from 'vitest'
import { LAUNCHING } from '../../mock/seed/stores'
import type { OrderCodeAnswer } from '../../src/contract/order'
import { fill, paths } from '../../src/contract/paths'
import { basketOf, packed, paid, placed } from '../support/journeys/orders'
import { type Person, person } from '../support/journeys/people'
import type { BootOptions, Weapp } from '../support/weapp/boot'
import { phonesOnApi } from '../support/weapp/phones'
import { TRIAL_OPENS } from '../support/weapp/running-api'

const { phone, database, url } = await phonesOnApi()
const IN_THE_TRIAL = TRIAL_OPENS + 2 * 3_600_000
const MINUTE = 60_000
const NO_NETWORK = { network: 'none' } as const
let anna: Person

const named = (name: string): Promise<Person> => person({ url, wechat: { codeOf: (who) => who } }, name)

async function atTheCounter(options: BootOptions = {}): Promise<Weapp> {
  const clerk = await phone('clerk', { path: 'staff/counter/index', startAt: IN_THE_TRIAL, ...options })
  if (clerk.page.has('你在几号台？')) await clerk.page.tapText('3 号台')
  return clerk
}

/** An order that lies packed, known to the counter's list. */
async function waitingAt(clerk: Weapp): Promise<string> {
  const { orderId } = await placed(anna, LAUNCHING, await basketOf(anna, LAUNCHING))
  await paid({ url }, anna, orderId)
  await packed(await named('manager'), LAUNCHING, orderId)
  await clerk.advance(4 * MINUTE)
  return orderId
}

/** The QR on the neighbour's phone at this moment. */
async function qrOf(orderId: string, now: number): Promise<string> {
  const { qrs } = await anna.get<OrderCodeAnswer>(fill(paths.orderCode, { orderId }))
  const good = qrs.find(({ from, until }) => from <= now && now < until)
  if (!good) throw new Error('no QR is good now')
  return good.text
}

const stateOf = async (orderId: string): Promise<string> =>
  (await database.db.selectFrom('shop_order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()).state

async function scan(clerk: Weapp, qr: string): Promise<void> {
  clerk.persona.scans.push(qr)
  await clerk.page.tapText('扫码核销')
}

beforeAll(async () => {
  anna = await named('a')
})

test('handed over without the network once, kept over a restart, told by itself when there is one', async () => {
  const clerk = await atTheCounter()
  const orderId = await waitingAt(clerk)
  const qr = await qrOf(orderId, clerk.now)
  await clerk.setNetwork('none')
  await scan(clerk, qr)
  await clerk.until('it was checked here', () => clerk.page.has('离线核对无误，可以交货'), 60_000)
  await clerk.page.tapText('确认已交给顾客')
  await clerk.untilText('已交货，记在这部手机上')
  expect(await stateOf(orderId)).toBe('ready')
  expect(clerk.errors).toEqual([])
  const { storage, now } = clerk
  clerk.close()

  const again = await atTheCounter({ storage, persona: NO_NETWORK, startAt: now })
  await again.until('the queue is still there', () => again.page.has('1 笔待结算'), 60_000)
  await scan(again, qr)
  await again.until('not a second time', () => again.page.has('已在 3 号台交过货'), 60_000)
  await again.setNetwork('wifi')
  await again.advance(MINUTE)
  expect(await stateOf(orderId)).toBe('collected')
  expect(again.errors).toEqual([])
})

test('a forged QR is refused without the network too', async () => {
  const clerk = await atTheCounter()
  const orderId = await waitingAt(clerk)
  const qr = await qrOf(orderId, clerk.now)
  await clerk.setNetwork('none')
  await scan(clerk, qr.slice(0, -10) + (qr.at(-10) === 'A' ? 'B' : 'A') + qr.slice(-9))
  await clerk.until('it says so', () => clerk.page.has('不要交货'), 60_000)
  expect(clerk.page.has('确认已交给顾客')).toBe(false)
  expect(clerk.errors).toEqual([])
})

test('a phone whose engine has no BigInt opens the counter and says that it cannot check without the network', async () => {
  const clerk = await atTheCounter({ bigInt: false })
  const orderId = await waitingAt(clerk)
  const qr = await qrOf(orderId, clerk.now)
  await clerk.setNetwork('none')
  await scan(clerk, qr)
  await clerk.until('it says so', () => clerk.page.has('这部手机太旧，不能离线核对'), 60_000)
  await clerk.setNetwork('wifi')
  expect(await stateOf(orderId)).toBe('ready')
  expect(clerk.errors).toEqual([])
})
