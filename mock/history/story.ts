import type { AddressAnswer } from '../../src/contract/checkout'
import { paths } from '../../src/contract/paths'
import { type Instant, MINUTE, plus } from '../../src/domain/time'
import type { Static } from 'typebox'
import type { Caller } from './caller'
import { lastOrders, timeOf } from './days'
import * as deed from './deeds'
import { AUNT, doorOf, NEIGHBOURS, type Shopper, UNCLE } from './people'

/** What the chapters are told with. */
export type Told = {
  readonly now: Instant
  /** From here on it is so late. */
  turnTo(at: Instant): void
  who(shopper: Shopper | 'manager' | 'clerk' | 'clerk-2'): Caller
  /** Lines of what the store has of this. */
  basket(...names: readonly string[]): deed.Line[]
}

const EGGS_AND_TOMATOES = ['西红柿', '草海土鸡蛋 10 枚', '小香葱']
const TOFU_WITH_PORK = ['石磨老豆腐', '黑毛猪五花肉', '上海青']
const BREAKFAST = ['本地牧场鲜奶', '鲜肉大包', '现磨豆浆']
const HOT_POT = ['肥牛卷', '金针菇', '生菜', '凯里红酸汤']
/** Enough people buy the same two together for 邻居也买 to say something. */
const MEALS = [
  [...EGGS_AND_TOMATOES, ...BREAKFAST],
  [...TOFU_WITH_PORK, ...EGGS_AND_TOMATOES],
  [...HOT_POT, ...BREAKFAST],
]

/** Two days of shopping, then what is under way now. Each chapter begins after the one before. */
export async function story(told: Told): Promise<void> {
  await aDay(told, 2, NEIGHBOURS.slice(0, 6))
  await yesterday(told)
  await today(told)
  await justNow(told)
}

type Bought = { readonly shopper: Shopper; readonly orderId: string; readonly number: string }

/** Neighbours order in the morning and collect before noon. */
async function aDay(told: Told, daysAgo: number, shoppers: readonly Shopper[]): Promise<Bought[]> {
  told.turnTo(timeOf(told.now, daysAgo, 9, 10))
  const bought = await Promise.all(
    shoppers.map(async (shopper, i): Promise<Bought> => {
      const lines = told.basket(...MEALS[(i + daysAgo) % MEALS.length]!)
      return { shopper, ...(await deed.places(told.who(shopper), { lines, contact: shopper.contact, slot: i % 2 })) }
    }),
  )
  told.turnTo(timeOf(told.now, daysAgo, 9, 40))
  await Promise.all(bought.map(({ orderId }) => deed.packs(told.who('clerk'), orderId)))
  told.turnTo(timeOf(told.now, daysAgo, 11, 15))
  await Promise.all(
    bought.map(({ orderId, shopper }) => deed.handsOver(told.who('clerk-2'), told.who(shopper), orderId)),
  )
  return bought
}

async function yesterday(told: Told): Promise<void> {
  const [hers, first, second] = await aDay(told, 1, [AUNT, ...NEIGHBOURS.slice(3, 9)])
  told.turnTo(timeOf(told.now, 1, 12, 30))
  await deed.reviews(told.who(AUNT), hers!.orderId, 5, '西红柿沙瓤的，鸡蛋个个喷着日子，不用排队，拿了就走。')
  await deed.reviews(told.who(first!.shopper), first!.orderId, 4, '豆浆还是热的。葱少了点，下次多给一把。')
  told.turnTo(timeOf(told.now, 1, 13, 5))
  await deed.showsReview(told.who('manager'), hers!.number, '谢谢张阿姨，明早的西红柿还是这家地里的。')
  await deed.showsReview(told.who('manager'), first!.number)
  told.turnTo(timeOf(told.now, 1, 14, 20))
  // Nobody has looked at this one yet.
  await deed.reviews(told.who(second!.shopper), second!.orderId, 5, '包子皮软，孩子一口气吃了三个。')
  await broughtHome(told)
}

/** 刘叔 has it brought to the door, and the tofu is sour: his request waits for the manager. */
async function broughtHome(told: Told): Promise<void> {
  const uncle = told.who(UNCLE)
  told.turnTo(timeOf(told.now, 1, 16, 5))
  const address = await uncle.post<Static<typeof AddressAnswer>>(paths.addresses, doorOf(UNCLE))
  const lines = told.basket(...TOFU_WITH_PORK, '本地牧场鲜奶')
  const { orderId } = await deed.places(uncle, {
    lines,
    contact: UNCLE.contact,
    addressId: address.id,
    remark: '放门卫也行',
  })
  told.turnTo(timeOf(told.now, 1, 16, 25))
  await deed.packs(told.who('clerk'), orderId)
  told.turnTo(timeOf(told.now, 1, 16, 50))
  await deed.setsOut(told.who('clerk-2'), orderId)
  told.turnTo(timeOf(told.now, 1, 17, 10))
  await deed.delivers(told.who('clerk-2'), orderId, '交给本人')
  told.turnTo(timeOf(told.now, 1, 19, 0))
  await deed.asksRefund(uncle, orderId, told.basket('石磨老豆腐')[0]!.goodsId, '豆腐有点酸味，没敢吃')
}

/** What staff find on the board: one to hand over, one with a question, some to begin with. */
async function today(told: Told): Promise<void> {
  const begun = lastOrders(told.now)
  told.turnTo(begun)
  const [aunt, uncle, clerk] = [told.who(AUNT), told.who(UNCLE), told.who('clerk')]
  const missing = told.basket('普罗旺斯番茄')[0]!
  const [hers, his] = await Promise.all([
    deed.places(aunt, { lines: told.basket(...TOFU_WITH_PORK, '本地牧场鲜奶'), contact: AUNT.contact }),
    deed.places(uncle, { lines: [missing, ...told.basket('黄瓜', '草海土鸡蛋 6 枚')], contact: UNCLE.contact }),
    ...NEIGHBOURS.slice(0, 3).map((shopper, i) =>
      deed.places(told.who(shopper), { lines: told.basket(...MEALS[i]!), contact: shopper.contact, slot: i + 1 }),
    ),
  ])
  told.turnTo(plus(begun, 10 * MINUTE))
  await deed.packs(clerk, hers.orderId)
  told.turnTo(plus(begun, 20 * MINUTE))
  await deed.starts(clerk, his.orderId)
  const lines = await deed.picks(clerk, his.orderId, [missing.goodsId])
  const lineId = lines.find(({ goodsId }) => goodsId === missing.goodsId)!.id
  await deed.offersInstead(clerk, his.orderId, lineId, told.basket('西红柿')[0]!)
}

/** The last ones: 张阿姨 has not paid yet, 罗医生 has, by WeChat Pay, and has it brought. */
async function justNow(told: Told): Promise<void> {
  told.turnTo(told.now)
  const doctor = NEIGHBOURS.find(({ contact }) => contact.name === '罗医生')!
  const [aunt, caller] = [told.who(AUNT), told.who(doctor)]
  const address = await caller.post<Static<typeof AddressAnswer>>(paths.addresses, doorOf(doctor))
  const [paid] = await Promise.all([
    deed.places(caller, {
      lines: told.basket(...HOT_POT),
      contact: doctor.contact,
      addressId: address.id,
      remark: '到了打电话',
      fromBalance: false,
    }),
    deed.places(aunt, { lines: told.basket(...BREAKFAST), contact: AUNT.contact, fromBalance: false }),
  ])
  await deed.pays(caller, paid)
}
