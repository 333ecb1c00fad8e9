import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import { coupon } from './migrations/0003-coupon'
import { launch } from './migrations/0002-launch'
import { people } from './migrations/0001-people'
import { reminder } from './migrations/0004-reminder'
import { claiming } from './migrations/0005-claiming'
import { statistics } from './migrations/0006-statistics'
import { goods } from './migrations/0007-goods'
import { order } from './migrations/0008-order'
import { payment } from './migrations/0009-payment'
import { afterSale } from './migrations/0010-after-sale'
import type { Database } from './schema'

const bySql = (text: string): Migration => ({ up: async (db) => void (await sql.raw(text).execute(db)) })

/** Each is applied once, in this order, in one transaction; a landed one is never edited. */
const migrations: Record<string, Migration> = {
  '0001-people': bySql(people),
  '0002-launch': bySql(launch),
  '0003-coupon': bySql(coupon),
  '0004-reminder': bySql(reminder),
  '0005-claiming': bySql(claiming),
  '0006-statistics': bySql(statistics),
  '0007-goods': bySql(goods),
  '0008-order': bySql(order),
  '0009-payment': bySql(payment),
  '0010-after-sale': bySql(afterSale),
}

/** Brings the schema up to date. Safe in several processes at once: Kysely's migrator holds a lock. */
export async function migrateToLatest(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
