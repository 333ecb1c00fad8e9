import { sql } from 'kysely'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate } from '../database/instants'

/** The residents of the sessions in force at `now`, in the order of the hashes; `null` where there is none. */
export async function residentsOf(db: Db, tokenHashes: readonly Buffer[], now: Instant): Promise<(string | null)[]> {
  const { rows } = await sql<{ resident_id: string | null }>`
    select s.resident_id
    from unnest(${tokenHashes}::bytea[]) with ordinality t(hash, ord)
    left join lateral (
      select resident_id from session
      where token_hash = t.hash and revoked_at is null and expires_at > ${toDate(now)}
    ) s on true
    order by t.ord`.execute(db)
  return rows.map((row) => row.resident_id)
}

export async function insert(
  db: Db,
  session: { tokenHash: Buffer; residentId: string; now: Instant; expiresAt: Instant },
): Promise<void> {
  await db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      resident_id: session.residentId,
      created_at: toDate(session.now),
      expires_at: toDate(session.expiresAt),
    })
    .execute()
}

/** Ends a session for good; ending it twice changes nothing. */
export async function revoke(db: Db, tokenHash: Buffer, now: Instant): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: toDate(now) })
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Deletes sessions that ended before `before`. */
export async function removeEnded(db: Db, before: Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where((eb) => eb.or([eb('expires_at', '<', toDate(before)), eb('revoked_at', '<', toDate(before))]))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
