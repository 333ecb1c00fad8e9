import { type InsertObject, sql } from 'kysely'
import type { Db, Tx } from '../../server/database/connection'
import type { Database } from '../../server/database/schema'
import { DAY, type Instant, plus, startOfStoreDay, storeDay } from '../../src/domain/time'
import { batches, batchRows } from './batches'
import { channelCodeRows, channelRows } from './channels'
import { categoryRows, goodsRows, shelves, someOfEverything, storeGoodsRows } from './goods'
import { neighbours, oldNeighbours, residentRows, visitRows } from './neighbours'
import { offerRows } from './offers'
import { chanceFrom } from './random'
import { launches, stores } from './stores'
import { learners, teamRows } from './team'
import { claims, gifts, type SeededCoupon, uses } from './wallet'
import { zones } from './zones'

const STORY = 20_260_816
/** Told by other chances, so that none changes when another does. */
const SHELVES = 20_260_817
const LEARNERS = 20_260_818
const FANS = 1_200
const OLD_FANS = 240
/** Any number, the same for every start that might seed this database at once. */
const LOCK = 20_260_902

/**
 * Fills an empty database with one believable launch: three stores, staff, channels, coupons and what neighbours did with
 * them up to `now`. The same `now` tells the same story. A database that has a store already is left as it is.
 * @returns whether it was filled
 * @throws Error in production
 */
export async function seed(db: Db, now: Instant): Promise<boolean> {
  if (process.env.NODE_ENV === 'production') throw new Error('The believable launch is for development only')
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    const before = await tx.selectFrom('store').select('id').limit(1).executeTakeFirst()
    if (before) return false
    await tellStory(tx, now)
    return true
  })
}

async function tellStory(tx: Tx, now: Instant): Promise<void> {
  const chance = chanceFrom(STORY)
  await insert(tx, 'store', stores)
  await insert(tx, 'launch', launches(now))
  await insert(tx, 'delivery_zone', zones(chance, plus(now, -30 * DAY)))
  await insert(tx, 'channel', channelRows())
  await insert(tx, 'channel_code', channelCodeRows())

  const team = teamRows(chance, now)
  const fans = [...oldNeighbours(chance, now, OLD_FANS), ...neighbours(chance, now, FANS)]
  await insert(tx, 'resident', [...team.residents, ...residentRows(chance, fans)])
  await insert(tx, 'staff', team.staff)
  await insert(tx, 'staff_grant', [...team.grants, ...learners(chanceFrom(LEARNERS), now, team)])
  await roomForVisits(tx, now)
  await insert(tx, 'visit', visitRows(chance, fans, now))

  const offered = batches(chance, now)
  const coupons = claims(chance, offered, fans, now)
  const given = gifts(chance, coupons, fans, now)
  const used = uses(chance, coupons, team.clerksNextDoor, now)
  await insert(tx, 'coupon_batch', batchRows(offered, countOf(coupons, now), now))
  await insert(
    tx,
    'coupon',
    coupons.map(({ batch: _, ...row }) => row),
  )
  await insert(tx, 'gift', given)
  await insert(tx, 'verification', used)
  await fillShelves(tx, now)
}

/** What the stores sell. How it is searched for, the API makes when it starts. */
async function fillShelves(tx: Tx, now: Instant): Promise<void> {
  const chance = chanceFrom(SHELVES)
  const goods = someOfEverything(chance, now)
  const all = shelves(chance, goods)
  const { storeGoods, entries } = storeGoodsRows(chance, all, now)
  await insert(tx, 'category', categoryRows())
  await insert(tx, 'goods', goodsRows(goods, now))
  await insert(tx, 'store_goods', storeGoods)
  await insert(tx, 'stock_entry', entries)
  await insert(tx, 'offer', offerRows(chance, all, now))
}

/** Months that visits of the story fall into: a month that is made later would find its rows in the default partition. */
async function roomForVisits(tx: Tx, now: Instant): Promise<void> {
  const months = [-124, -120, -9, 0].map((days) => `${storeDay(plus(now, days * DAY)).slice(0, 7)}-01`)
  for (const month of new Set(months)) await sql`select make_month_partition('visit', ${month}::date)`.execute(tx)
}

function countOf(coupons: readonly SeededCoupon[], now: Instant): (batchId: string) => { all: number; today: number } {
  const midnight = startOfStoreDay(storeDay(now))
  return (batchId) => {
    const mine = coupons.filter((coupon) => coupon.batch_id === batchId)
    return { all: mine.length, today: mine.filter((coupon) => coupon.claimed_at.getTime() >= midnight).length }
  }
}

const ROWS_OF_ONE_STATEMENT = 1_000

async function insert<T extends keyof Database>(tx: Tx, table: T, rows: readonly InsertObject<Database, T>[]) {
  for (let from = 0; from < rows.length; from += ROWS_OF_ONE_STATEMENT) {
    await tx
      .insertInto(table)
      .values(rows.slice(from, from + ROWS_OF_ONE_STATEMENT))
      .execute()
  }
}
