import { sql } from 'kysely'
import type { Role } from '../../src/domain/staff/role'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate, toInstant } from '../database/instants'

export type Invitation = {
  readonly id: string
  readonly storeId: string
  readonly storeName: string
  readonly role: Role
  readonly name: string
  readonly invitedBy: string
  readonly expiresAt: Instant
  readonly accepted: boolean
  /** Taken back, or whoever sent it has lost the grant it was sent under. */
  readonly revoked: boolean
}

/** An invitation is worth what its sender's grant is worth: it ends with it, also when the sender is granted again later. */
const backed = sql<boolean>`(i.created_by is null or exists (
  select 1 from staff_grant g
  where g.staff_id = i.created_by and g.store_id = i.store_id and g.revoked_at is null and g.granted_at <= i.created_at))`

const invitations = (db: Db) =>
  db
    .selectFrom('staff_invitation as i')
    .innerJoin('store', 'store.id', 'i.store_id')
    .leftJoin('staff as by', 'by.id', 'i.created_by')
    .select([
      'i.id',
      'i.store_id as storeId',
      'store.name as storeName',
      'i.role',
      'i.name',
      'i.expires_at',
      sql<string>`coalesce(by.name, '鲜生')`.as('invitedBy'),
      sql<boolean>`i.accepted_at is not null`.as('accepted'),
      sql<boolean>`i.revoked_at is not null or not ${backed}`.as('revoked'),
    ])

const shape = <R extends { expires_at: Date }>({ expires_at, ...row }: R) => ({
  ...row,
  expiresAt: toInstant(expires_at),
})

export async function find(db: Db, id: string): Promise<Invitation | null> {
  const row = await invitations(db).where('i.id', '=', id).executeTakeFirst()
  return row ? shape(row) : null
}

/** What a store has sent out and nobody has taken yet, newest first. */
export async function openOf(db: Db, storeId: string, now: Instant): Promise<Invitation[]> {
  const rows = await invitations(db)
    .where('i.store_id', '=', storeId)
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', toDate(now))
    .where(backed)
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id')
    .execute()
  return rows.map(shape)
}

export async function insert(
  tx: Tx,
  invitation: {
    id: string
    storeId: string
    role: Role
    name: string
    /** `null`: the house itself, for the first owner. */
    by: string | null
    now: Instant
    expiresAt: Instant
  },
): Promise<void> {
  await tx
    .insertInto('staff_invitation')
    .values({
      id: invitation.id,
      store_id: invitation.storeId,
      role: invitation.role,
      name: invitation.name,
      created_at: toDate(invitation.now),
      created_by: invitation.by,
      expires_at: toDate(invitation.expiresAt),
    })
    .execute()
}

/** Takes an open invitation for `staffId`; `null` when it is no longer open. One statement: exactly one taker ever. */
export async function accept(
  tx: Tx,
  taken: { id: string; staffId: string; now: Instant },
): Promise<{ storeId: string; role: Role; name: string; by: string | null } | null> {
  const { rows } = await sql<{ store_id: string; role: Role; name: string; created_by: string | null }>`
    update staff_invitation i set accepted_at = ${toDate(taken.now)}, accepted_by = ${taken.staffId}
    where i.id = ${taken.id} and i.accepted_at is null and i.revoked_at is null and i.expires_at > ${toDate(taken.now)}
      and ${backed}
    returning i.store_id, i.role, i.name, i.created_by`.execute(tx)
  const [row] = rows
  return row ? { storeId: row.store_id, role: row.role, name: row.name, by: row.created_by } : null
}

/** Takes back an open invitation to one of `roles`; `null` when there was none. */
export async function revoke(
  tx: Tx,
  ended: { id: string; storeId: string; roles: readonly Role[]; now: Instant },
): Promise<{ role: Role; name: string } | null> {
  const row = await tx
    .updateTable('staff_invitation')
    .set({ revoked_at: toDate(ended.now) })
    .where('id', '=', ended.id)
    .where('store_id', '=', ended.storeId)
    .where('role', 'in', [...ended.roles])
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning(['role', 'name'])
    .executeTakeFirst()
  return row ?? null
}
