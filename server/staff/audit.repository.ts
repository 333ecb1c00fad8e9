import { sql } from 'kysely'
import type { AuditAnswer } from '../../src/contract/staff'
import type { Db } from '../database/connection'
import { toInstant } from '../database/instants'

/** Entries of a store older than `before` (an entry's id), newest first. */
export async function entriesOf(
  db: Db,
  storeId: string,
  page: { before: number | null; size: number },
): Promise<AuditAnswer['entries']> {
  let query = db
    .selectFrom('audit_log as a')
    .leftJoin('staff as s', 's.id', 'a.staff_id')
    .select(['a.id', 'a.at', 'a.action', 'a.subject', 'a.before', 'a.after'])
    .select(sql<string>`coalesce(s.name, '系统')`.as('who'))
    .where('a.store_id', '=', storeId)
    .orderBy('a.id', 'desc')
    .limit(page.size)
  if (page.before !== null) query = query.where('a.id', '<', page.before)
  const rows = await query.execute()
  return rows.map(({ id, at, ...row }) => ({ ...row, id: String(id), at: toInstant(at) }))
}
