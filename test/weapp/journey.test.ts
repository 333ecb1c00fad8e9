// Neighbour A claims and gives, B accepts, C comes too late, the clerk verifies B's code and a second clerk is told so: every
// tap in the compiled mini-program, every answer from the real API.
import { expect, test } from 'vitest'
import { openedFrom, type Weapp } from '../support/weapp/boot'
import { phonesOnApi } from '../support/weapp/phones'
import { TRIAL_OPENS } from '../support/weapp/running-api'

const { phone } = await phonesOnApi()
const COUPON = '开业满减券'
const IN_THE_TRIAL = TRIAL_OPENS + 3_600_000

interface CodeAnswer {
  digits: string
  qrs: { text: string; from: number; until: number }[]
}

/** What the code page shows now: the QR that is good at this second, and the eight digits. */
function codeOn(app: Weapp): { qr: string; digits: string } {
  const { qrs, digits } = app.log.requestsTo('/code').at(-1)?.answer?.data as CodeAnswer
  const good = qrs.find(({ from, until }) => from <= app.now && app.now < until)
  if (!good) throw new Error('no QR is good now')
  expect(app.page.text).toContain(`${digits.slice(0, 4)} ${digits.slice(4)}`)
  return { qr: good.text, digits }
}

async function atTheCounter(name: string, till: string): Promise<Weapp> {
  const clerk = await phone(name, { path: 'staff/counter/index' })
  await clerk.page.tapText(till)
  return clerk
}

async function giveAway(giver: Weapp): Promise<ReturnType<typeof openedFrom>> {
  await giver.page.tapText('领取', { within: COUPON })
  await giver.tapTab('卡券')
  await giver.page.tapText(COUPON)
  await giver.page.tapText('转赠邻居')
  await giver.page.type('你的称呼', '王阿姨')
  await giver.page.type('想说的话', '这家鸡蛋好')
  await giver.page.tapText('做好赠礼卡')
  return openedFrom(await giver.share('发给邻居'))
}

test('a gift from the chat: one neighbour gets it, the next is told kindly (KF-46), the counter takes it once', async () => {
  const anna = await phone('a', { scene: 1008, startAt: IN_THE_TRIAL })
  const card = await giveAway(anna)

  const ben = await phone('b', card)
  expect(ben.page.text).toContain('王** 把一张券送给你')
  expect(ben.page.text).toContain('这家鸡蛋好')
  const cara = await phone('c', card)
  await ben.page.tapText('收下这张券')
  expect(ben.page.text).toContain('收下了，在你的卡券里')
  await cara.page.tapText('收下这张券') // her page still says that it is free
  expect(cara.page.text).toContain('来晚一步，这张券已被收下')

  await ben.page.tapText('出示券码')
  expect(ben.phone).toMatchObject({ brightness: 1, screenKeptOn: true, shareMenu: false })
  const { qr, digits } = codeOn(ben)

  const clerk = await atTheCounter('clerk', '3 号台')
  clerk.persona.scans.push(qr)
  await clerk.page.tapText('扫码核销')
  expect(clerk.page.text).toContain(COUPON)
  await clerk.page.tap('button') // the one large button of the preview
  expect(clerk.page.text).toContain('3 号台')
  expect(clerk.page.has('扫下一位')).toBe(true)
  expect(clerk.phone.vibrations).not.toEqual([])

  const second = await atTheCounter('clerk-2', '1 号台')
  for (const digit of digits) await second.page.tapText(digit)
  await second.until('the second clerk is told', () => /已经核销过|已经用过/.test(second.page.text))

  await ben.until('the neighbour sees that it was taken', () => ben.page.has('已核销'))
  await ben.back()
  expect(ben.phone).toMatchObject({ brightness: 0.4, screenKeptOn: false })
  for (const app of [anna, ben, cara, clerk, second]) expect(app.errors).toEqual([])
})

test('what nobody has taken can be taken back, and then nobody gets it', async () => {
  const anna = await phone('neighbour', { startAt: IN_THE_TRIAL })
  const card = await giveAway(anna)
  const ben = await phone('b', card)
  await anna.page.tapText('关闭')
  await anna.page.tapText('收回', { nth: 0 })
  await anna.page.tapText('收回，自己留着用')
  await ben.page.tapText('收下这张券')
  expect(ben.page.text).toContain('对方已经收回了这张券')
  for (const app of [anna, ben]) expect(app.errors).toEqual([])
})
