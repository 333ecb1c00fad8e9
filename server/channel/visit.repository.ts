import { sql } from 'kysely'
import { MACHINE_SCENES } from '../../src/domain/channel/scene'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { toDate } from '../database/instants'

/** What a visit's codes turned out to be: `null` where there was none, or none that we know. */
export type Source = {
  readonly channelId: string | null
  readonly sharerId: string | null
  readonly scene: number | null
}

/** Writes down a visit and says where it came from. Unknown codes and stores are ignored; one's own share code is no sharer. */
export async function insert(
  tx: Tx,
  visit: {
    page: string
    storeId: string | null
    residentId: string | null
    channel: string | null
    sharer: string | null
    scene: number | null
    now: Instant
  },
): Promise<Source> {
  const { rows } = await sql<{ channel_id: string | null; sharer_id: string | null }>`
    insert into visit (at, store_id, resident_id, page, scene, channel_id, sharer_id)
    values (
      ${toDate(visit.now)},
      (select id from store where id = ${visit.storeId}),
      ${visit.residentId}::uuid, ${visit.page}, ${visit.scene}::int,
      (select channel_id from channel_code where code = ${visit.channel}),
      (select id from resident where share_code = ${visit.sharer} and id is distinct from ${visit.residentId}::uuid))
    returning channel_id, sharer_id`.execute(tx)
  const [row] = rows
  return { channelId: row?.channel_id ?? null, sharerId: row?.sharer_id ?? null, scene: visit.scene }
}

/**
 * First touch: written by the first visit and never again (KF-49), except over a machine's, which is no source.
 * The condition is in the statement, so of two visits at once one is the first.
 */
export async function touchFirst(tx: Tx, residentId: string, source: Source, now: Instant): Promise<void> {
  await tx
    .updateTable('resident')
    .set({
      first_channel_id: source.channelId,
      first_sharer_id: source.sharerId,
      first_scene: source.scene,
      first_seen_at: toDate(now),
    })
    .where('id', '=', residentId)
    .where((is) => is.or([is('first_seen_at', 'is', null), is('first_scene', 'in', [...MACHINE_SCENES])]))
    .execute()
}

/**
 * Last touch: the last visit that says where it comes from. One that says nothing (the recent list, a pinned icon) does not
 * wipe out the one before it (KF-49), nor does an older visit that arrives late.
 */
export async function touchLast(tx: Tx, residentId: string, source: Source, now: Instant): Promise<void> {
  const says = source.channelId !== null || source.sharerId !== null
  await tx
    .updateTable('resident')
    .set({
      last_channel_id: source.channelId,
      last_sharer_id: source.sharerId,
      last_scene: source.scene,
      last_seen_at: toDate(now),
    })
    .where('id', '=', residentId)
    .where((is) => is.or([is('last_seen_at', 'is', null), is('last_seen_at', '<=', toDate(now))]))
    .$if(!says, (query) => query.where('last_channel_id', 'is', null).where('last_sharer_id', 'is', null))
    .execute()
}
