import { readFileSync } from 'node:fs'
import path from 'node:path'
import { NEIGHBOUR } from '../../../mock/seed/stores'
import type { FulfilmentIn } from '../../../src/contract/checkout'
import type { ZonesAnswer } from '../../../src/contract/delivery'
import type { OrderAnswer, PhotoAnswer } from '../../../src/contract/order'
import { fill, paths } from '../../../src/contract/paths'
import type { GoodsCard, GoodsPage, ShopAnswer } from '../../../src/contract/shop'
import type { StaffOrderAnswer } from '../../../src/contract/staff-order'
import { collected, type Lines, packed, paid, placed } from './orders'
import { type Door, type Person, person } from './people'

const storeId = NEIGHBOUR
const DELIVERY: FulfilmentIn = { kind: 'delivery', addressId: null, slotOpensAt: null }
const DOORS = ['3 栋 2 单元 501', '11 栋 1 单元 1802', '6 栋 3 单元 302'] as const

/** A photograph that a browser can show. */
const photograph = (): string =>
  readFileSync(path.resolve(import.meta.dirname, '../../../src/assets/share/gift.jpg')).toString('base64')

/**
 * What staff of the store next door find to do: orders in every state, one half picked with a question open, a round with stops, a
 * request for money back and a review with photographs.
 * @returns the order that is being picked
 */
export async function staffWork(house: Door, owner: Person): Promise<{ picking: string }> {
  const [f, g, h] = await Promise.all(['f', 'g', 'h'].map((name) => person(house, name)))
  if (!f || !g || !h) throw new Error('Nobody is there')
  const lines = await fromManyShelves(f)
  await withAddress(g, DOORS[0])
  await withAddress(h, DOORS[1])
  const buys = async (who: Person, what: Lines, way?: FulfilmentIn): Promise<string> => {
    const { orderId } = await placed(who, storeId, what, way)
    await paid(house, who, orderId)
    return orderId
  }
  await buys(f, lines.slice(0, 3))
  await buys(g, lines.slice(2, 6), DELIVERY)
  const picking = await buys(f, lines)
  await halfPicked(owner, picking)
  for (const who of [g, h]) await packed(owner, storeId, await buys(who, lines.slice(0, 4), DELIVERY))
  const out = await buys(g, lines.slice(1, 5), DELIVERY)
  await packed(owner, storeId, out)
  await owner.post(fill(paths.staffSetOut, { storeId, orderId: out }))
  const over = await buys(h, lines.slice(0, 2))
  await packed(owner, storeId, over)
  await collected(owner, h, storeId, over)
  await complains(h, over)
  return { picking }
}

/** Two kinds of each of the first shelves, by weight where there are some. */
async function fromManyShelves(who: Person): Promise<Lines> {
  const { categories } = await who.get<ShopAnswer>(fill(paths.shop, { storeId }))
  const lines: { goodsId: string; quantity: number }[] = []
  for (const { id } of categories.slice(0, 5)) {
    const path = `${fill(paths.goodsList, { storeId })}?category=${id}&available=yes`
    const { goods } = await who.get<GoodsPage>(path)
    const there = goods.filter(({ available, perOrder }) => available > 20 && (perOrder ?? 9) >= 2)
    const byWeight = (one: GoodsCard): number => (one.soldBy === 'weight' ? 0 : 1)
    const [first, second] = [...there].sort((a, b) => byWeight(a) - byWeight(b))
    for (const one of [first, second]) if (one) lines.push({ goodsId: one.id, quantity: 2 })
  }
  return lines
}

async function withAddress(who: Person, detail: string): Promise<void> {
  const { store } = await who.get<ZonesAnswer>(fill(paths.zones, { storeId }))
  const door = { place: '阳光花园', detail, at: store.at }
  await who.post(paths.addresses, { name: '陈先生', phone: '13900001234', ...door, isDefault: true })
}

/** Some lines are in the basket, one there was too little of, and the resident is being asked. */
async function halfPicked(staff: Person, orderId: string): Promise<void> {
  await staff.post(fill(paths.staffStartPicking, { storeId, orderId }))
  const { lines } = await staff.get<StaffOrderAnswer>(fill(paths.staffOrder, { storeId, orderId }))
  const pick = (lineId: string, body: object) =>
    staff.post(fill(paths.staffPickLine, { storeId, orderId, lineId }), body)
  const pieces = lines.filter(({ soldBy }) => soldBy === 'piece')
  const [short, whole] = [...pieces].sort((a, b) => b.paid - a.paid)
  if (!short || !whole) throw new Error('Nothing by the piece')
  await pick(whole.id, { quantity: whole.quantity })
  await pick(short.id, { quantity: 0 })
  const { page } = await staff.get<ShopAnswer>(fill(paths.shop, { storeId }))
  const instead = page.goods.find(
    ({ id, price, available }) => available > 5 && price <= short.paid && !lines.some(({ goodsId }) => goodsId === id),
  )
  if (!instead) throw new Error('Nothing to put in its place')
  const body = { goodsId: instead.id, quantity: 1 }
  await staff.post(fill(paths.staffSubstitute, { storeId, orderId, lineId: short.id }), body)
}

/** Asks some money back, and says how it was. */
async function complains(who: Person, orderId: string): Promise<void> {
  const photo = async (): Promise<string> =>
    (await who.post<PhotoAnswer>(paths.photos, { base64: photograph() })).photoId
  const { lines } = await who.get<OrderAnswer>(fill(paths.order, { orderId }))
  const [line] = lines
  if (!line) throw new Error('Nothing was bought')
  await who.post(fill(paths.orderRefunds, { orderId }), {
    reason: 'not-fresh',
    words: '有一半蔫了，叶子发黄',
    photoIds: [await photo()],
    lines: [{ lineId: line.id, quantity: 1 }],
  })
  const words = '拣货的小哥挑得仔细，就是今天的青菜不太精神'
  await who.post(fill(paths.orderReview, { orderId }), { score: 4, words, photoIds: [await photo()] })
}
