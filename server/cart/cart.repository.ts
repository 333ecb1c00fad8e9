import { sql } from 'kysely'
import type { Fen } from '../../src/domain/money'
import { fen } from '../../src/domain/money'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'

/** One store's cart of one resident. */
export type Cart = { readonly residentId: string; readonly storeId: string }
export type KeptLine = {
  readonly goodsId: string
  readonly quantity: number
  readonly chosen: boolean
  /** What one unit cost when the shopper saw it last. */
  readonly seen: Fen
}

/** Latest added first. */
export async function lines(db: Db, { residentId, storeId }: Cart): Promise<KeptLine[]> {
  const rows = await db
    .selectFrom('cart_line')
    .select(['goods_id', 'quantity', 'chosen', 'seen_fen'])
    .where('resident_id', '=', residentId)
    .where('store_id', '=', storeId)
    .orderBy('added_at', 'desc')
    .orderBy('goods_id')
    .execute()
  return rows.map((row) => ({
    goodsId: row.goods_id,
    quantity: row.quantity,
    chosen: row.chosen,
    seen: fen(row.seen_fen),
  }))
}

/** Changes to one cart wait for each other until the transaction ends: two phones add to it, neither loses what the other did. */
export async function hold(tx: Tx, { residentId, storeId }: Cart): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cart ${residentId} ${storeId}`}, 0))`.execute(tx)
}

/** Changes a line that is there; `false` when it is not. */
export async function change(
  tx: Tx,
  cart: Cart,
  goodsId: string,
  to: { quantity: number; chosen: boolean | undefined },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('cart_line')
    .set({ quantity: to.quantity, ...(to.chosen !== undefined && { chosen: to.chosen }) })
    .where('resident_id', '=', cart.residentId)
    .where('store_id', '=', cart.storeId)
    .where('goods_id', '=', goodsId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type NewLine = {
  readonly goodsId: string
  readonly quantity: number
  readonly chosen: boolean
  readonly seen: Fen
}

/** Adds lines; of one that is there already the larger quantity stays. The first of them stands first in the cart. */
export async function put(tx: Tx, cart: Cart, added: readonly NewLine[], now: Instant): Promise<void> {
  if (added.length === 0) return
  await sql`
    insert into cart_line (resident_id, store_id, goods_id, quantity, chosen, seen_fen, added_at)
    select ${cart.residentId}::uuid, ${cart.storeId}, goods_id, quantity, chosen, seen,
      ${toDate(now)}::timestamptz - place * interval '1 microsecond'
    from unnest(${added.map((line) => line.goodsId)}::uuid[], ${added.map((line) => line.quantity)}::int[],
      ${added.map((line) => line.chosen)}::boolean[], ${added.map((line) => line.seen)}::int[])
      with ordinality as added(goods_id, quantity, chosen, seen, place)
    on conflict (resident_id, store_id, goods_id) do update
      set quantity = greatest(cart_line.quantity, excluded.quantity)`.execute(tx)
}

export async function remove(tx: Tx, cart: Cart, goodsId: string): Promise<void> {
  await tx
    .deleteFrom('cart_line')
    .where('resident_id', '=', cart.residentId)
    .where('store_id', '=', cart.storeId)
    .where('goods_id', '=', goodsId)
    .execute()
}

/** Chooses these lines, or no longer. Those that are not in the cart are passed over. */
export async function choose(tx: Tx, cart: Cart, goodsIds: readonly string[], chosen: boolean): Promise<void> {
  await tx
    .updateTable('cart_line')
    .set({ chosen })
    .where('resident_id', '=', cart.residentId)
    .where('store_id', '=', cart.storeId)
    .where('goods_id', '=', sql<string>`any(${goodsIds}::uuid[])`)
    .execute()
}

/** The shopper has been told what these cost now. */
export async function markSeen(
  tx: Tx,
  cart: Cart,
  prices: readonly { readonly goodsId: string; readonly seen: Fen }[],
): Promise<void> {
  if (prices.length === 0) return
  await sql`
    update cart_line c set seen_fen = s.seen
    from unnest(${prices.map((one) => one.goodsId)}::uuid[], ${prices.map((one) => one.seen)}::int[]) as s(goods_id, seen)
    where c.resident_id = ${cart.residentId}::uuid and c.store_id = ${cart.storeId} and c.goods_id = s.goods_id`.execute(
    tx,
  )
}

/** Takes units out; a line of which none is left goes. */
export async function takeOut(
  tx: Tx,
  cart: Cart,
  bought: readonly { readonly goodsId: string; readonly units: number }[],
): Promise<void> {
  const [ids, units] = [bought.map((one) => one.goodsId), bought.map((one) => one.units)]
  await sql`
    with bought as (
      select goods_id, sum(units)::int as units from unnest(${ids}::uuid[], ${units}::int[]) as b(goods_id, units) group by goods_id
    ), fewer as (
      update cart_line c set quantity = c.quantity - b.units from bought b
      where c.resident_id = ${cart.residentId}::uuid and c.store_id = ${cart.storeId} and c.goods_id = b.goods_id
        and c.quantity > b.units
    )
    delete from cart_line c using bought b
    where c.resident_id = ${cart.residentId}::uuid and c.store_id = ${cart.storeId} and c.goods_id = b.goods_id
      and c.quantity <= b.units`.execute(tx)
}
