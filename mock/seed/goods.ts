import type { Insertable, InsertObject } from 'kysely'
import type { Database } from '../../server/database/schema'
import type { ShelfZone } from '../../src/domain/goods/goods'
import { DAY, HOUR, type Instant, plus, startOfStoreDay, storeDay } from '../../src/domain/time'
import { aquatic, dairy, meat, tofu } from './goods-counter'
import { fruit, vegetables } from './goods-field'
import type { Kind } from './goods-kinds'
import { bakery, drinks, frozen, grain, seasoning, snacks } from './goods-pantry'
import type { Chance } from './random'
import { FARTHER, LAUNCHING, NEIGHBOUR } from './stores'

type Department = {
  readonly id: string
  readonly name: string
  readonly picture: string
  readonly zone: ShelfZone
  /** Letter of its shelves in the store. */
  readonly row: string
  readonly kinds: readonly Kind[]
}
const department = (
  id: string,
  name: string,
  picture: string,
  zone: ShelfZone,
  row: string,
  kinds: readonly Kind[],
): Department => ({ id, name, picture, zone, row, kinds })

/** In the order in which people walk through the store. */
export const departments: readonly Department[] = [
  department('vegetables', '蔬菜', 'leafy-green', 'produce', 'A', vegetables),
  department('fruit', '水果', 'strawberry', 'produce', 'B', fruit),
  department('meat', '肉禽', 'cut-of-meat', 'meat', 'C', meat),
  department('aquatic', '水产', 'shrimp', 'aquatic', 'D', aquatic),
  department('dairy', '蛋奶', 'egg', 'cold', 'E', dairy),
  department('tofu', '豆制品', 'beans', 'cold', 'F', tofu),
  department('grain', '米面粮油', 'sheaf-of-rice', 'dry', 'G', grain),
  department('bakery', '面点熟食', 'dumpling', 'bakery', 'H', bakery),
  department('frozen', '冷冻', 'ice', 'frozen', 'J', frozen),
  department('seasoning', '调味', 'jar', 'dry', 'K', seasoning),
  department('snacks', '零食', 'cookie', 'dry', 'L', snacks),
  department('drinks', '酒水饮料', 'teapot', 'dry', 'M', drinks),
]

export const categoryRows = (): Insertable<Database['category']>[] =>
  departments.map(({ id, name, picture }, position) => ({ id, name, picture, position }))

/** Goods with where they stand, in the order of the shelves. */
export type SeededGoods = Kind & { readonly id: string; readonly department: Department; readonly place: number }

export const someOfEverything = (chance: Chance, now: Instant): SeededGoods[] =>
  departments.flatMap((one) =>
    one.kinds.map((kind, place) => ({ ...kind, id: chance.id(plus(now, -200 * DAY)), department: one, place })),
  )

/** A number in the range of China's, of no maker, with its check digit. */
function barcode(n: number): string {
  const digits = `690000${String(n).padStart(6, '0')}`
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

export const goodsRows = (goods: readonly SeededGoods[], now: Instant): Insertable<Database['goods']>[] =>
  goods.map((one, i) => ({
    id: one.id,
    category_id: one.department.id,
    name: one.name,
    note: one.note,
    picture: one.picture,
    barcode: one.packed ? barcode(i + 1) : null,
    sold_by: one.soldBy,
    unit: one.unit,
    unit_grams: one.grams,
    shelf_zone: one.department.zone,
    aliases: [...one.aliases],
    created_at: new Date(plus(now, -200 * DAY)),
  }))

/** What a store asks compared with the price list, and which share of the list it has. */
const STORES = [
  { storeId: LAUNCHING, level: 1, share: 1 },
  { storeId: NEIGHBOUR, level: 0.98, share: 0.93 },
  { storeId: FARTHER, level: 1.06, share: 0.9 },
] as const

/** What nobody can promise today: the boat did not come, the season is over. */
const SOLD_OUT: Readonly<Record<string, readonly string[]>> = {
  [LAUNCHING]: ['大闸蟹', '本地大樱桃', '烤鸡'],
  [NEIGHBOUR]: ['本地大樱桃', '江团', '臭豆腐', '糖炒板栗'],
  [FARTHER]: ['乳山生蚝', '威宁荞酥'],
}

const tenths = (yuan: number): number => Math.max(10, Math.round(yuan * 10) * 10)

export type StoreShelf = {
  readonly storeId: string
  readonly goods: readonly (SeededGoods & { readonly priceFen: number; readonly stock: number })[]
}

/** What each store has of it all, at which price, and how many units came in. */
export const shelves = (chance: Chance, goods: readonly SeededGoods[]): StoreShelf[] =>
  STORES.map(({ storeId, level, share }) => ({
    storeId,
    goods: goods
      .filter((one) => chance.happens(share) || ALWAYS.includes(one.name))
      .map((one) => ({
        ...one,
        priceFen: level === 1 ? Math.round(one.yuan * 100) : tenths(one.yuan * level),
        stock: SOLD_OUT[storeId]?.includes(one.name) ? 0 : stockOf(chance, one),
      })),
  }))

/** What offers give and what every store has. */
const ALWAYS = ['草海土鸡蛋 6 枚', '威宁黄心土豆', '西红柿', '本地牧场鲜奶', '石磨老豆腐', '丹东草莓', '黑毛猪五花肉']

/** Dear things come in by the dozen, cheap ones by the hundred; of a few things little is left. */
function stockOf(chance: Chance, { yuan }: Kind): number {
  if (chance.happens(0.06)) return chance.whole(1, 5)
  return yuan > 40 ? chance.whole(8, 24) : yuan > 15 ? chance.whole(20, 60) : chance.whole(40, 160)
}

/** Rows as the ledger makes them: what can be sold is what came in, before anybody of the history bought of it, and the entry says so. */
export function storeGoodsRows(
  chance: Chance,
  all: readonly StoreShelf[],
  now: Instant,
): { storeGoods: InsertObject<Database, 'store_goods'>[]; entries: InsertObject<Database, 'stock_entry'>[] } {
  const cameIn = plus(startOfStoreDay(storeDay(now)), 5 * HOUR - 4 * DAY)
  const storeGoods = all.flatMap(({ storeId, goods }) =>
    goods.map((one) => ({
      store_id: storeId,
      goods_id: one.id,
      price_fen: one.priceFen,
      shelf: `${one.department.name} ${one.department.row}-${String(one.place + 1).padStart(2, '0')}`,
      position: one.place,
      per_order: one.perOrder,
      per_person_day: one.perPersonDay,
      available: one.stock,
      listed_at: new Date(plus(now, -30 * DAY)),
    })),
  )
  const entries = all.flatMap(({ storeId, goods }) =>
    goods
      .filter(({ stock }) => stock > 0)
      .map((one) => ({
        id: chance.id(cameIn),
        store_id: storeId,
        goods_id: one.id,
        kind: 'received' as const,
        available_delta: one.stock,
        held_delta: 0,
        reason: '早上到货',
        at: new Date(cameIn),
      })),
  )
  return { storeGoods, entries }
}
