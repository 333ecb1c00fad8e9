import { sql } from 'kysely'
import type { LaunchAnswer, StoreAnswer, StoreCard } from '../../src/contract/launch'
import type { Db } from '../database/connection'
import { toInstant } from '../database/instants'

/** What a store tells beyond its card, and what its launch shows. */
export type StoreStory = Omit<StoreAnswer, 'store'> & Pick<LaunchAnswer, 'slogans' | 'peek'>

function cards(db: Db) {
  return db
    .selectFrom('store')
    .innerJoin('launch', 'launch.store_id', 'store.id')
    .select((eb) => [
      'store.id',
      'store.name',
      'store.address',
      'store.phone',
      'store.lat',
      'store.lng',
      'store.opens_minute',
      'store.closes_minute',
      'launch.trial_opens_at',
      'launch.grand_opens_at',
      eb
        .selectFrom('delivery_zone')
        .select(sql<number | null>`min(fee_fen)`.as('fee'))
        .whereRef('delivery_zone.store_id', '=', 'store.id')
        .as('fee_from'),
    ])
}
type Row = Awaited<ReturnType<ReturnType<typeof cards>['executeTakeFirstOrThrow']>>

const cardOf = (row: Row): StoreCard => ({
  id: row.id,
  name: row.name,
  address: row.address,
  phone: row.phone,
  at: { lat: row.lat, lng: row.lng, datum: 'gcj02' },
  hours: { opensMinute: row.opens_minute, closesMinute: row.closes_minute },
  trialOpensAt: toInstant(row.trial_opens_at),
  grandOpensAt: toInstant(row.grand_opens_at),
  deliveryFeeFrom: row.fee_from,
})

/** All stores, the youngest launch first. */
export async function stores(db: Db): Promise<StoreCard[]> {
  const rows = await cards(db).orderBy('launch.trial_opens_at', 'desc').orderBy('store.id').execute()
  return rows.map(cardOf)
}

export async function storeById(db: Db, storeId: string): Promise<StoreCard | null> {
  const row = await cards(db).where('store.id', '=', storeId).executeTakeFirst()
  return row ? cardOf(row) : null
}

export async function storyOf(db: Db, storeId: string): Promise<(StoreStory & { store: StoreCard }) | null> {
  const row = await cards(db)
    .select(['store.introduction', 'launch.slogans', 'launch.peek'])
    .where('store.id', '=', storeId)
    .executeTakeFirst()
  return row ? { store: cardOf(row), ...row.introduction, slogans: row.slogans, peek: row.peek } : null
}
