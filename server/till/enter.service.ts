import type { Static } from 'typebox'
import { v7 as uuid } from 'uuid'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { TillOrderAnswer, TillOrderBody } from '../../src/contract/staff-order'
import { type Gcj02 } from '../../src/domain/geo'
import { MOST_ORDER_FEN } from '../../src/domain/order/order'
import { type Instant, storeDay } from '../../src/domain/time'
import type { BasketGoods } from '../catalog/catalog.service'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'
import { written } from '../delivery/delivery.service'
import type { ZoneFinder } from '../delivery/zone-finder'
import type { MapsGateway } from '../gateways/maps'
import type { TillCaller } from '../http/route'
import { fingerprint } from '../idempotency/idempotency.service'
import { storeCard } from '../launch/launch.service'
import { writeEvent } from '../order/move'
import { insertOrder } from '../order/place.service'
import { type SlotPlace, storePlace, takeSlot, zonePlace } from '../slot/slot.service'
import { holdStock } from '../stock/stock.service'
import { goodsOfLines, orderOf } from './receipt'
import * as tills from './till.repository'

type Body = Static<typeof TillOrderBody>
type Answer = Static<typeof TillOrderAnswer>
export type World = { readonly db: Db; readonly maps: MapsGateway; readonly zones: ZoneFinder }
export type Entry = { readonly till: TillCaller; readonly body: Body; readonly now: Instant }

/**
 * Enters an order that was paid elsewhere: it stands on the picking board of its store as any other, its goods are held. A receipt is
 * entered once, however often and at how many tills at once it is sent (KF-44); the same number for something else is KEY_REUSED. A
 * till enters for its own store, a platform for every store. A refusal changes nothing and is not remembered: sent again it may work.
 */
export async function enter(world: World, entry: Entry): Promise<Answer | Refusal> {
  const { till, body } = entry
  // No answer tells a till which other stores there are.
  if (till.source === 'till' && body.storeId !== till.storeId) return refuse('TILL_REFUSED')
  const receipt = { ref: refOf(till, body.ref), request: fingerprint('POST', body.ref, body) }
  const before = await known(world.db, till, receipt)
  if (before) return before
  if (!(await storeCard(world.db, body.storeId))) return refuse('STORE_NOT_FOUND')
  const wrong = refuseContact(body)
  if (wrong) return wrong
  const door = await doorOf(world, body)
  if (isRefusal(door)) return door
  return undoable(world.db, (tx) => write(tx, { ...entry, ...receipt, door }))
}

/** Receipt numbers are a till's own: 0001 at two tills are two receipts. */
const refOf = (till: TillCaller, ref: string): string => `${till.storeId}/${till.name}/${ref}`

async function known(
  db: Db,
  till: TillCaller,
  { ref, request }: { ref: string; request: string },
): Promise<Answer | Refusal | null> {
  const before = await tills.findReceipt(db, till.source, ref)
  if (!before) return null
  const { request: said, ...answer } = before
  return said === request ? answer : refuse('KEY_REUSED')
}

/** Somebody must be able to be called, or at least to be called by name. */
function refuseContact({ fulfilment, contact, address }: Body): Refusal | null {
  const missing = (field: string, words: string) => refuse('INPUT_INVALID', { field }, { detail: words })
  if (fulfilment === 'pickup')
    return contact.phone === '' && contact.name.trim() === '' ? missing('contact', '取货人') : null
  if (contact.phone === '') return missing('contact.phone', '收货电话')
  return (address ?? '').trim() === '' ? missing('address', '收货地址') : null
}

type Door = { readonly at: Gcj02; readonly zoneId: string } | null

/** Where a delivery goes: an address that the map knows, in a zone of this very store (KF-30). `null` for pickups. */
async function doorOf({ db, maps, zones }: World, body: Body): Promise<Door | Refusal> {
  if (body.fulfilment === 'pickup') return null
  const found = await written(db, maps, body.address ?? '')
  if (isRefusal(found)) return found
  const hit = await zones.zoneAt(db, body.storeId, found.at)
  return hit ? { at: found.at, zoneId: hit.zone.id } : refuse('DELIVERY_OUTSIDE')
}

type Writing = Entry & { readonly ref: string; readonly request: string; readonly door: Door }

async function write(tx: Tx, entry: Writing): Promise<Answer | Refusal> {
  const { till, body, now, ref, request, door } = entry
  await tills.lockReceipt(tx, `${till.source} ${ref}`)
  const before = await known(tx, till, entry)
  if (before) return before
  const goods = await goodsOfLines(tx, body)
  if (isRefusal(goods)) return goods
  const place = door ? zonePlace(door.zoneId) : storePlace(body.storeId)
  const slot = await slotOf(tx, place, body.slotOpensAt as Instant | null, now)
  if (isRefusal(slot)) return slot
  const orderId = uuid({ msecs: now })
  if (worthOf(body, goods) > MOST_ORDER_FEN) return refuse('ORDER_TOO_LARGE', { most: MOST_ORDER_FEN / 100 })
  const { columns, lines } = orderOf(orderId, body, goods)
  const { number } = await insertOrder(
    tx,
    {
      ...columns,
      id: orderId,
      store_id: body.storeId,
      source: till.source,
      source_ref: ref,
      state: 'paid',
      ...slot,
      ...(door && { address_lat: door.at.lat, address_lng: door.at.lng, zone_id: door.zoneId }),
      pay_until: toDate(now),
      placed_at: toDate(now),
      paid_at: toDate(now),
    },
    lines,
    storeDay(now),
  )
  const facts = { source: till.source, keyId: till.keyId, ref: body.ref, request }
  await writeEvent(tx, { orderId, kind: 'placed', to: 'paid', now, actor: { by: 'till' }, facts })
  const asked = lines.map((line) => ({ goodsId: line.goods_id, units: line.quantity }))
  const [short] = await holdStock(tx, { storeId: body.storeId, orderId, lines: asked, now })
  if (short) return goodsShort(goods, short)
  return { orderId, number, storeId: body.storeId }
}

/** What the lines cost at our prices or at the till's, whichever is more. */
const worthOf = (body: Body, goods: readonly BasketGoods[]): number =>
  body.lines.reduce((sum, line, i) => sum + Math.max(goods[i]!.price * line.quantity, line.paid), 0)

function goodsShort(goods: readonly BasketGoods[], { goodsId, has }: { goodsId: string; has: number }): Refusal {
  const one = goods.find(({ id }) => id === goodsId)
  return refuse('GOODS_SHORT', { goodsId, most: has }, { detail: `${one?.name ?? ''}只剩 ${has} ${one?.unit ?? ''}` })
}

/** The columns of an order's slot; none for an order that is due as soon as it can be. */
async function slotOf(tx: Tx, place: SlotPlace, opensAt: Instant | null, now: Instant) {
  if (opensAt === null) return {}
  const slot = await takeSlot(tx, place, opensAt, now)
  if (isRefusal(slot)) return slot
  return { slot_place: place, slot_opens_at: toDate(slot.opensAt), slot_closes_at: toDate(slot.closesAt) }
}

class Undo extends Error {
  constructor(readonly refusal: Refusal) {
    super('refused')
  }
}

/** Does `work` in a transaction of its own; what it refuses has changed nothing. */
async function undoable<A extends object>(db: Db, work: (tx: Tx) => Promise<A | Refusal>): Promise<A | Refusal> {
  try {
    return await db.transaction().execute(async (tx) => {
      const result = await work(tx)
      if (isRefusal(result)) throw new Undo(result)
      return result
    })
  } catch (error) {
    if (error instanceof Undo) return error.refusal
    throw error
  }
}
