import { beforeAll, expect, test } from 'vitest'
import { openidOf } from '../../mock/personas'
import { LAUNCHING } from '../../mock/seed/stores'
import { toInstant } from '../../server/database/instants'
import { HOUR, plus } from '../../src/domain/time'
import { clockTime } from '../../src/ui/moment'
import { type House, OPENING, openHouse } from '../support/journeys/house'
import { barriers } from '../support/journeys/look'
import { type Phone, phonesOf } from '../support/journeys/phones'

const CHANNEL = 'gt-ygh-e'
const COUPON = '开业满减券'

let house: House
let phones: Awaited<ReturnType<typeof phonesOf>>

beforeAll(async () => {
  house = await openHouse()
  phones = await phonesOf(house, 'gift')
})

const residentOf = (name: string) =>
  house.db.selectFrom('resident').selectAll().where('openid', '=', openidOf(name)).executeTakeFirstOrThrow()

const signedIn = async (name: string): Promise<boolean> =>
  (await house.db.selectFrom('resident').where('openid', '=', openidOf(name)).executeTakeFirst()) !== undefined

async function claim(a: Phone): Promise<void> {
  const sharer = await residentOf('launch-lead')
  await a.open(`pages/home/index?store=${LAUNCHING}&c=${CHANNEL}&s=${sharer.share_code}`)
  await a.see('距试业还有')
  await a.picture('a-opens-the-card')
  await a.tap(`领取${COUPON}`)
  await a.see('已领 · 可转赠邻居')
  await a.picture('a-claimed')

  const mine = await residentOf('a')
  const { channel_id, sharer_id } = await house.db
    .selectFrom('coupon')
    .selectAll()
    .where('claimer_id', '=', mine.id)
    .executeTakeFirstOrThrow()
  expect({ channel_id, sharer_id }).toEqual({ channel_id: 'gate-yangguang', sharer_id: sharer.id })
}

/** @returns the link that A sends */
async function give(a: Phone): Promise<string> {
  await a.page.getByText('卡券', { exact: true }).click()
  await a.tap(`转赠${COUPON}`)
  await a.see('转赠邻居')
  await a.page.getByLabel('你的称呼').locator('input').or(a.page.locator('input')).first().fill('张阿姨')
  await a.page.locator('textarea').first().fill('这家鸡蛋好，你先去领')
  await a.picture('a-writes')
  expect(await barriers(a.page)).toEqual([])
  await a.tap('做好赠礼卡')
  await a.see('赠礼卡做好了')
  await a.picture('a-has-a-card')
  await a.tap('复制链接发给邻居')
  await a.see('已复制，去发给邻居吧')
  return a.page.evaluate(() => navigator.clipboard.readText())
}

async function toTheCounter(clerk: Phone, till: string): Promise<void> {
  await clerk.open('pages/mine/index')
  await clerk.see('店员工具')
  await clerk.tap(/核销台/)
  await clerk.tap(till)
  await clerk.see('输入顾客报的 8 位数字')
}

async function type(clerk: Phone, digits: string): Promise<void> {
  for (const digit of digits) await clerk.page.getByRole('button', { name: digit, exact: true }).click()
}

test('A claims and gives, B takes it, C comes too late, the counter takes it once and says when', async () => {
  const a = await phones.phone('a', { permissions: ['clipboard-read', 'clipboard-write'] })
  await claim(a)
  const link = await give(a)

  // B and C look at the same card, and to look nobody need be signed in.
  const [b, c] = [await phones.phone('b'), await phones.phone('c')]
  await b.page.route('**/mock/wechat/login*', (route) => route.fulfill({ status: 403 }))
  await Promise.all([b, c].map(({ follow }) => follow(link)))
  await Promise.all([b, c].map(({ see }) => see('把一张券送给你')))
  await b.see('张**')
  await b.see('“这家鸡蛋好，你先去领”')
  await b.picture('b-looks')
  expect(await signedIn('b')).toBe(false)
  await b.page.unroute('**/mock/wechat/login*')

  await b.tap('收下这张券')
  await b.see('收下了，在你的卡券里')
  await b.picture('b-took-it')
  await c.tap('收下这张券')
  await c.see('来晚一步，这张券已被收下')
  await c.picture('c-is-late')
  expect(await barriers(c.page)).toEqual([])
  await c.tap('先去领自己的券')
  await c.see('距试业还有')

  // The opening day. The code is read out, as two clerks hear it.
  house.clock.set(plus(OPENING, HOUR))
  await b.open('pages/wallet/index')
  await b.see('邻居送的')
  await b.picture('b-wallet')
  await b.tap(`出示${COUPON}`)
  await b.page.getByRole('img', { name: /^8 位券码/ }).waitFor()
  await b.picture('b-code')
  const spoken = await b.page.getByRole('img', { name: /^8 位券码/ }).getAttribute('aria-label')
  const digits = spoken?.replace(/^8 位券码|\D/g, '') ?? ''
  expect(digits).toMatch(/^\d{8}$/)

  const [first, second] = [await phones.phone('clerk'), await phones.phone('clerk-2')]
  await toTheCounter(first, '3 号台')
  await type(first, digits)
  await first.see('可以使用')
  await first.picture('clerk-preview')
  expect(await barriers(first.page)).toEqual([])
  await first.tap('确认用在这一单')
  await first.see('已核销')
  await first.picture('clerk-done')
  const { at } = await house.db
    .selectFrom('verification')
    .select('at')
    .where('till', '=', '3 号台')
    .executeTakeFirstOrThrow()
  // B's phone notices by itself.
  await b.see('已核销')
  await b.picture('b-verified')

  await toTheCounter(second, '1 号台')
  await type(second, digits)
  await second.see('已经核销过')
  await second.see(new RegExp(`${clockTime(toInstant(at))}.*3 号台|3 号台.*${clockTime(toInstant(at))}`))
  await second.picture('second-clerk-is-told')
  expect(await barriers(second.page)).toEqual([])

  await b.tap('完成')
  await b.page.getByRole('tab', { name: /^已用/ }).click()
  await b.see(`今天 ${clockTime(toInstant(at))} 已用`)
  await b.picture('b-wallet-used')

  await a.open('packages/member/inbox/index')
  await a.see(/收下/)
  await a.picture('a-inbox')
})
