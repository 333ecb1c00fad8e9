import type { Db } from '../database/connection'

/** Under which WeChat identity a resident writes to others. */
export async function openidOf(db: Db, residentId: string): Promise<string> {
  const { openid } = await db
    .selectFrom('resident')
    .select('openid')
    .where('id', '=', residentId)
    .executeTakeFirstOrThrow()
  return openid
}
