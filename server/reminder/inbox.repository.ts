import { sql } from 'kysely'
import type { InboxAnswer } from '../../src/contract/resident'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type InboxMessage = InboxAnswer['messages'][number]
export type NewMessage = {
  readonly id: string
  readonly residentId: string
  readonly kind: InboxMessage['kind']
  readonly title: string
  readonly body: string
  readonly page: string | null
  readonly once: string
}

/** Inserts what is not there yet; answers the ids of the new ones. */
export async function insertNew(db: Db, messages: readonly NewMessage[], now: Instant): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
  const rows = messages.map(({ residentId, ...message }) => ({
    ...message,
    resident_id: residentId,
    at: toDate(now),
  }))
  const fresh = await db
    .insertInto('inbox_message')
    .values(rows)
    .onConflict((conflict) => conflict.column('once').doNothing())
    .returning('id')
    .execute()
  return new Set(fresh.map(({ id }) => id))
}

/** The page of messages after a message, newest first. */
export async function page(
  db: Db,
  residentId: string,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<InboxMessage[]> {
  const rows = await db
    .selectFrom('inbox_message')
    .select(['id', 'kind', 'title', 'body', 'page', 'at', 'read_at'])
    .where('resident_id', '=', residentId)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (${toDate(after!.at)}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ read_at, at, ...row }) => ({ ...row, at: toInstant(at), read: read_at !== null }))
}

/** Marks a resident's own messages; what is read already or somebody else's stays as it is. */
export async function markRead(db: Db, residentId: string, ids: readonly string[], now: Instant): Promise<void> {
  await db
    .updateTable('inbox_message')
    .set({ read_at: toDate(now) })
    .where('resident_id', '=', residentId)
    .where('id', 'in', [...ids])
    .where('read_at', 'is', null)
    .execute()
}

export async function countUnread(db: Db, residentId: string): Promise<number> {
  const { unread } = await db
    .selectFrom('inbox_message')
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('resident_id', '=', residentId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return unread
}
