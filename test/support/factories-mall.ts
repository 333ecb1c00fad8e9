import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { type Insertable, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Db } from '../../server/database/connection'
import type { Database } from '../../server/database/schema'
import { SEARCH_VERSION, searchFields } from '../../server/catalog/search-text'
import { holdStock, moveStock } from '../../server/stock/stock.service'
import { isRefusal } from '../../src/contract/errors'
import { DAY, MINUTE, plus } from '../../src/domain/time'
import { NOON } from './constants'
import { aResident, type Resident } from './factories'

export async function aCategory(
  db: Db,
  over: Partial<Insertable<Database['category']>> = {},
): Promise<{ id: string; name: string }> {
  const id = over.id ?? `c-${randomBytes(4).toString('hex')}`
  const name = over.name ?? '蔬菜'
  await db
    .insertInto('category')
    .values({ picture: 'leafy-green', ...over, id, name })
    .execute()
  return { id, name }
}

/** The category of goods that do not say theirs. */
const ORDINARY = 'vegetables'

export type SomeGoods = {
  id: string
  name: string
  unit: string
  picture: string
  categoryId: string
  /** As the store has it: of one unit by piece, of 500 g by weight. */
  price: number
  stock: number
}
/**
 * One kind of goods on the shelf of a store: sold by piece, ¥3.90 each, 100 of them received through the ledger. `stock: 0` is sold out,
 * `listed: false` lies in the back. The same goods in a second store: `{ id }` of the first.
 */
export async function someGoods(
  db: Db,
  storeId: string,
  over: Partial<Insertable<Database['goods']>> &
    Partial<
      Pick<
        Insertable<Database['store_goods']>,
        'price_fen' | 'shelf' | 'per_order' | 'per_person_day' | 'sold_30d' | 'position'
      >
    > & { stock?: number; listed?: boolean } = {},
): Promise<SomeGoods> {
  const {
    price_fen = 390,
    shelf,
    per_order,
    per_person_day,
    sold_30d,
    position,
    stock = 100,
    listed = true,
    ...goods
  } = over
  const id = goods.id ?? randomUUID()
  const categoryId = goods.category_id ?? ORDINARY
  if (goods.category_id === undefined)
    await sql`insert into category (id, name, picture) values (${ORDINARY}, '蔬菜', 'leafy-green') on conflict do nothing`.execute(
      db,
    )
  const called = goods.name ?? '西红柿'
  const search = searchFields(called, goods.aliases ?? [])
  const { name, unit, picture } = await db
    .insertInto('goods')
    .values({
      name: called,
      search_names: search.names,
      search_sounds: search.sounds,
      search_grams: search.grams,
      search_version: SEARCH_VERSION,
      picture: 'tomato',
      sold_by: 'piece',
      unit: '个',
      created_at: new Date(NOON),
      ...goods,
      category_id: categoryId,
      id,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ name: eb.ref('goods.name') })))
    .returning(['name', 'unit', 'picture'])
    .executeTakeFirstOrThrow()
  await db
    .insertInto('store_goods')
    .values({
      store_id: storeId,
      goods_id: id,
      price_fen,
      ...(shelf !== undefined && { shelf }),
      ...(sold_30d !== undefined && { sold_30d }),
      ...(position !== undefined && { position }),
      per_order: per_order ?? null,
      per_person_day: per_person_day ?? null,
      listed_at: listed ? new Date(NOON - DAY) : null,
    })
    .execute()
  if (stock > 0) await received(db, storeId, id, stock)
  return { id, name, unit, picture, categoryId, price: price_fen, stock }
}

/** Stock comes in as it does in a store: through the ledger. */
export async function received(db: Db, storeId: string, goodsId: string, units: number): Promise<void> {
  const moved = await db
    .transaction()
    .execute((tx) =>
      moveStock(tx, { storeId, goodsId, kind: 'received', units, staffId: null, reason: '到货', now: NOON }),
    )
  if (isRefusal(moved)) throw new Error(moved.refused)
}

/** An offer of a store in force from a day before NOON to a day after: 满 50 减 5，满 99 减 15 unless said otherwise. */
export async function anOffer(
  db: Db,
  storeId: string,
  over: Partial<Omit<Insertable<Database['offer']>, 'terms'>> & { terms?: object } = {},
): Promise<{ id: string }> {
  const id = over.id ?? randomUUID()
  const { terms = spendSave([5000, 500], [9900, 1500]), ...offer } = over
  await db
    .insertInto('offer')
    .values({
      store_id: storeId,
      kind: 'spend-save',
      title: '满减',
      opens_at: new Date(plus(NOON, -DAY)),
      closes_at: new Date(plus(NOON, DAY)),
      ...offer,
      terms: JSON.stringify(terms),
      id,
    })
    .execute()
  return { id }
}
/** Terms of 满减 on everything: `[threshold, off]` in fen. */
export const spendSave = (...tiers: [number, number][]): object => ({
  scope: { kind: 'all' },
  tiers: tiers.map(([threshold, off]) => ({ threshold, off })),
})
/** A special price of goods, per unit. */
export const aSpecial = (
  db: Db,
  storeId: string,
  goodsId: string,
  price: number,
  over: Partial<Omit<Insertable<Database['offer']>, 'terms'>> = {},
): Promise<{ id: string }> =>
  anOffer(db, storeId, { kind: 'special', title: '今日特价', terms: { price }, goods_id: goodsId, ...over })

/**
 * The bare row of an order, paid and waiting unless said otherwise, with a line per goods: for tests of stock and statistics. What holds
 * stock, takes money or is handed over goes the way of real orders.
 */
export async function anOrderRow(
  db: Db,
  storeId: string,
  over: Partial<Insertable<Database['shop_order']>> & { lines?: readonly { goodsId: string; quantity: number }[] } = {},
): Promise<{ id: string }> {
  const { lines = [], ...order } = over
  const id = over.id ?? uuid()
  const at = new Date(NOON)
  const ended = ['collected', 'delivered', 'cancelled', 'closed'].includes(over.state ?? 'paid')
  const unpaid = ['pending_payment', 'closed'].includes(over.state ?? 'paid')
  await db
    .insertInto('shop_order')
    .values({
      number: `260601${String(randomInt(1e12)).padStart(12, '0')}`,
      tracking_code: randomBytes(8).toString('hex'),
      store_id: storeId,
      state: 'paid',
      fulfilment: 'pickup',
      goods_fen: 1000,
      saved_fen: 0,
      delivery_fen: 0,
      total_fen: 1000,
      receipt: '[]',
      pay_until: new Date(plus(NOON, 15 * MINUTE)),
      placed_at: at,
      paid_at: unpaid ? null : at,
      ended_at: ended ? at : null,
      ...order,
      id,
    })
    .execute()
  for (const [position, { goodsId, quantity }] of lines.entries())
    await db
      .insertInto('order_line')
      .values({
        id: uuid(),
        order_id: id,
        position,
        goods_id: goodsId,
        name: '西红柿',
        picture: 'tomato',
        unit: '个',
        sold_by: 'piece',
        price_fen: 390,
        quantity,
        list_fen: 390 * quantity,
        paid_fen: 390 * quantity,
      })
      .execute()
  return { id }
}

export type PackedOrder = { id: string; number: string; resident: Resident; goods: SomeGoods }
/**
 * An order that waits at the counter of a store for 王女士 (13800008000): two tomatoes in units held through the ledger, packed, paid by
 * WeChat unless `wechat: 0`. In another state, by delivery or half picked: say so.
 */
export async function aReadyOrder(
  db: Db,
  storeId: string,
  over: Partial<Insertable<Database['shop_order']>> & {
    resident?: Resident
    goods?: SomeGoods
    quantity?: number
    picked?: number
    grams?: number
    wechat?: number
  } = {},
): Promise<PackedOrder> {
  const { resident = await aResident(db), goods = await someGoods(db, storeId), quantity = 2, ...rest } = over
  const { picked = quantity, grams = null, wechat = 780, ...order } = rest
  const { id } = await anOrderRow(db, storeId, {
    resident_id: resident.id,
    state: 'ready',
    contact_name: '王女士',
    contact_phone: '13800008000',
    ready_at: new Date(NOON),
    ...order,
    lines: [{ goodsId: goods.id, quantity }],
  })
  await db
    .updateTable('order_line')
    .set({ name: goods.name, unit: goods.unit, picture: goods.picture, picked_quantity: picked, picked_grams: grams })
    .$if(grams !== null, (query) => query.set({ sold_by: 'weight' }))
    .where('order_id', '=', id)
    .execute()
  const short = await db
    .transaction()
    .execute((tx) =>
      holdStock(tx, { storeId, orderId: id, lines: [{ goodsId: goods.id, units: quantity }], now: NOON }),
    )
  if (short.length > 0) throw new Error('Too little stock for an order of a test')
  if (wechat > 0) {
    const paymentId = uuid()
    await db
      .insertInto('payment')
      .values({
        id: paymentId,
        out_trade_no: paymentId.replaceAll('-', ''),
        order_id: id,
        amount_fen: wechat,
        state: 'paid',
        transaction_id: `42${randomInt(1e12)}`,
        created_at: new Date(NOON),
        paid_at: new Date(NOON),
      })
      .execute()
  }
  const { number } = await db.selectFrom('shop_order').select('number').where('id', '=', id).executeTakeFirstOrThrow()
  return { id, number, resident, goods }
}
