import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { buildApp, type Outside } from '../../server/build-app'
import type { Db } from '../../server/database/connection'
import { DAY, type Instant, plus } from '../../src/domain/time'
import { openidOf } from '../personas'
import { NEIGHBOUR } from '../seed/stores'
import { type Caller, signedIn } from './caller'
import type { Line } from './deeds'
import { type Shopper, SHOPPERS, STAFF } from './people'
import { story, type Told } from './story'

/** Any number, the same for every start that might tell it to this database at once. */
const LOCK = 20_261_127
/** Staff of a story are quick. */
const NO_LIMITS = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }

export type World = {
  readonly now: Instant
  /** A fresh login code of whoever `?as=` calls so. */
  codeOf(name: string): string
  /** Puts the stand-ins' own routes on the app that the story is told to. */
  standIns(app: FastifyInstance): void
}

/**
 * Lets the store next door have a past: some days of orders, from the shelf to a review or a refund request, and what is under way at
 * `now`. All of it is done through the API, by an app whose clock stands where the story is; only the member balances are taken
 * over as a real store would take over its old card: into the ledger. A database that has an order or a balance already, or no
 * goods, is left as it is; a story that broke off is not told again.
 * @returns whether it was told
 * @throws Error in production
 */
export async function tellHistory(outside: Omit<Outside, 'clock' | 'limits'>, world: World): Promise<boolean> {
  if (process.env.NODE_ENV === 'production') throw new Error('The believable history is for development only')
  const { db } = outside.database
  if (!(await isUntold(db))) return false
  let at = plus(world.now, -3 * DAY)
  const app = await buildApp({ ...outside, clock: { now: () => at }, limits: NO_LIMITS })
  world.standIns(app)
  try {
    const callers = await everybody(app, world)
    if (!(await takeOverBalances(db, at))) return false
    const goods = await goodsOnShelves(db)
    const told: Told = {
      now: world.now,
      turnTo: (to) => {
        at = to
      },
      who: (one) => callers.get(typeof one === 'string' ? one : one.name)!,
      basket: (...names) => names.flatMap((name) => goods.get(name) ?? []),
    }
    await story(told)
    await sql`select graphile_worker.add_job('roll-up-purchases', job_key := 'roll-up-purchases')`.execute(db)
    return true
  } finally {
    await app.close()
  }
}

async function isUntold(db: Db): Promise<boolean> {
  const { rows } = await sql<{ untold: boolean }>`
    select not exists (select from shop_order) and not exists (select from balance_entry)
      and exists (select from store_goods where store_id = ${NEIGHBOUR} and available > 0) as untold`.execute(db)
  return rows[0]!.untold
}

async function everybody(app: FastifyInstance, { codeOf }: World): Promise<ReadonlyMap<string, Caller>> {
  const names = [...STAFF, ...SHOPPERS.map(({ name }) => name)]
  return new Map(await Promise.all(names.map(async (name) => [name, await signedIn(app, codeOf(name))] as const)))
}

/** Of two starts that get here at once one books them, and tells the story. */
function takeOverBalances(db: Db, at: Instant): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    if (!(await isUntold(tx))) return false
    const residents = await tx
      .selectFrom('resident')
      .select(['id', 'openid'])
      .where(
        'openid',
        'in',
        SHOPPERS.map(({ name }) => openidOf(name)),
      )
      .execute()
    const openings = residents.map(({ id, openid }) => ({ id, fen: openingOf(openid) }))
    await tx
      .insertInto('balance')
      .values(openings.map(({ id, fen }) => ({ resident_id: id, fen })))
      .execute()
    await tx
      .insertInto('balance_entry')
      .values(
        openings.map(({ id, fen }) => ({
          id: uuid({ msecs: at }),
          resident_id: id,
          kind: 'opening' as const,
          delta_fen: fen,
          once: `opening:${id}`,
          at: new Date(at),
        })),
      )
      .execute()
    return true
  })
}

const openingOf = (openid: string): number =>
  SHOPPERS.find(({ name }: Shopper) => openidOf(name) === openid)?.opening ?? 0

/** One of each of what can be had, by its name. */
async function goodsOnShelves(db: Db): Promise<ReadonlyMap<string, Line>> {
  const rows = await db
    .selectFrom('store_goods')
    .innerJoin('goods', 'goods.id', 'store_goods.goods_id')
    .select(['goods.id', 'goods.name'])
    .where('store_goods.store_id', '=', NEIGHBOUR)
    .where('store_goods.available', '>=', 20)
    .execute()
  return new Map(rows.map(({ id, name }) => [name, { goodsId: id, quantity: 1 }]))
}
