import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

/**
 * The resident of an openid, made on the first sign-in. One statement, so that two first sign-ins at once are one resident.
 * @returns the resident's id
 */
export async function upsert(
  db: Db,
  resident: { newId: string; openid: string; unionid: string | null; shareCode: string; now: Instant },
): Promise<string> {
  const { id } = await db
    .insertInto('resident')
    .values({
      id: resident.newId,
      openid: resident.openid,
      unionid: resident.unionid,
      share_code: resident.shareCode,
      created_at: toDate(resident.now),
    })
    // Writes the row as it was, or with the unionid that came later: only an update answers the row of a rival insert.
    .onConflict((conflict) =>
      conflict.column('openid').doUpdateSet({ unionid: sql`coalesce(excluded.unionid, resident.unionid)` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type Self = {
  readonly shareCode: string
  readonly since: Instant
  readonly remindBeforeEnd: boolean
  readonly recommend: boolean
}

export async function selfOf(db: Db, residentId: string): Promise<Self> {
  const row = await db
    .selectFrom('resident')
    .select(['share_code', 'created_at', 'remind_before_end', 'recommend'])
    .where('id', '=', residentId)
    .executeTakeFirstOrThrow()
  return {
    shareCode: row.share_code,
    since: toInstant(row.created_at),
    remindBeforeEnd: row.remind_before_end,
    recommend: row.recommend,
  }
}

/** Sets what is given; at least one. */
export async function setSettings(
  tx: Tx,
  residentId: string,
  { remindBeforeEnd, recommend }: { readonly remindBeforeEnd?: boolean; readonly recommend?: boolean },
): Promise<void> {
  await tx
    .updateTable('resident')
    .set({
      ...(remindBeforeEnd !== undefined && { remind_before_end: remindBeforeEnd }),
      ...(recommend !== undefined && { recommend }),
    })
    .where('id', '=', residentId)
    .execute()
}
