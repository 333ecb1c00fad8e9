import { randomBytes, randomUUID } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Db } from '../../server/database/connection'
import type { Database } from '../../server/database/schema'
import { newSessionToken, sha256 } from '../../server/keys'
import type { Role } from '../../src/domain/staff/role'
import { DAY, instant } from '../../src/domain/time'
import { NOON } from './constants'

const at = (iso: string): Date => new Date(instant(iso))

/** Every factory inserts one believable row; say only what your test is about. */
export type Store = { id: string }
export async function aStore(
  db: Db,
  over: Partial<Insertable<Database['store']>> & { launch?: Partial<Insertable<Database['launch']>> } = {},
): Promise<Store> {
  const { launch, ...store } = over
  const id = store.id ?? `s-${randomBytes(4).toString('hex')}`
  const nothing = { story: { headline: '', paragraphs: [] }, promises: [], sourcing: [] }
  await db
    .insertInto('store')
    .values({
      name: '威宁广场店',
      address: '威宁县滨海路 12 号',
      phone: '0857-6220000',
      lat: 26.8566,
      lng: 104.2786,
      opens_minute: 7 * 60,
      closes_minute: 21 * 60,
      introduction: JSON.stringify(nothing),
      ...store,
      id,
    })
    .execute()
  await db
    .insertInto('launch')
    .values({
      store_id: id,
      trial_opens_at: at('2026-06-05T08:00:00+08:00'),
      grand_opens_at: at('2026-06-12T08:00:00+08:00'),
      slogans: JSON.stringify([{ lines: ['街坊的菜，', '清晨刚到'], note: '不鲜就退' }]),
      peek: JSON.stringify([{ picture: 'tomato', name: '番茄' }]),
      ...launch,
    })
    .execute()
  return { id }
}

/** An amount-off batch of `store`, claimable at NOON by everybody, one each, usable online and at the counter for two months. */
export async function aBatch(
  db: Db,
  storeId: string,
  over: Partial<Insertable<Database['coupon_batch']>> = {},
): Promise<{ id: string }> {
  const id = over.id ?? randomUUID()
  const total = over.total ?? 100
  await db
    .insertInto('coupon_batch')
    .values({
      store_id: storeId,
      title: '开业满减券',
      value: JSON.stringify({ kind: 'amount-off', off: 2000, threshold: 9900 }),
      usable_online: true,
      usable_counter: true,
      store_ids: [storeId],
      max_hops: 1,
      total,
      remaining: total,
      per_person: 1,
      claim_opens_at: at('2026-05-25T00:00:00+08:00'),
      claim_closes_at: at('2026-06-20T00:00:00+08:00'),
      use_opens_at: at('2026-06-01T00:00:00+08:00'),
      use_closes_at: at('2026-08-01T00:00:00+08:00'),
      published_at: at('2026-05-20T00:00:00+08:00'),
      ...over,
      id,
    })
    .execute()
  return { id }
}

/** An opening benefit: ten eggs, given. */
export const aBenefit = (
  db: Db,
  storeId: string,
  over: Partial<Insertable<Database['coupon_batch']>> = {},
): Promise<{ id: string }> =>
  aBatch(db, storeId, {
    title: '土鸡蛋',
    benefit: true,
    usable_online: false,
    value: JSON.stringify({
      kind: 'exchange',
      goods: { name: '土鸡蛋', quantity: 10, unit: '枚', picture: 'egg', worth: 1280 },
      price: 0,
    }),
    ...over,
  })

export type Resident = { id: string; openid: string; shareCode: string; token: string }
/** A signed-in neighbour. */
export async function aResident(db: Db, over: Partial<Insertable<Database['resident']>> = {}): Promise<Resident> {
  const id = over.id ?? randomUUID()
  const openid = over.openid ?? `openid-${id}`
  const shareCode = over.share_code ?? randomBytes(6).toString('hex')
  const token = newSessionToken()
  await db
    .insertInto('resident')
    .values({ created_at: new Date(NOON), ...over, id, openid, share_code: shareCode })
    .execute()
  await db
    .insertInto('session')
    .values({
      token_hash: sha256(token),
      resident_id: id,
      created_at: new Date(NOON),
      expires_at: new Date(NOON + 400 * DAY),
    })
    .execute()
  return { id, openid, shareCode, token }
}

export type StaffMember = Resident & { staffId: string; grantId: string }
/** A signed-in member of staff with one role in one store. */
export async function aStaffMember(db: Db, storeId: string, role: Role, name = '小李'): Promise<StaffMember> {
  const resident = await aResident(db)
  const staffId = randomUUID()
  const grantId = randomUUID()
  await db.insertInto('staff').values({ id: staffId, resident_id: resident.id, name }).execute()
  await db
    .insertInto('staff_grant')
    .values({ id: grantId, staff_id: staffId, store_id: storeId, role, granted_at: new Date(NOON) })
    .execute()
  return { ...resident, staffId, grantId }
}

export type HeldCoupon = { id: string }
/** A coupon in `holder`'s wallet, as a claim at NOON would have made it. */
export async function aCoupon(
  db: Db,
  batchId: string,
  holder: { id: string },
  over: Partial<Insertable<Database['coupon']>> = {},
): Promise<HeldCoupon> {
  const id = over.id ?? randomUUID()
  await db
    .insertInto('coupon')
    .values({
      batch_id: batchId,
      claimer_id: holder.id,
      holder_id: holder.id,
      seq: 1,
      claimed_at: new Date(NOON),
      usable_from: at('2026-06-01T00:00:00+08:00'),
      usable_until: at('2026-08-01T00:00:00+08:00'),
      ...over,
      id,
    })
    .execute()
  return { id }
}

export async function aChannel(
  db: Db,
  over: { id?: string; code?: string; name?: string } = {},
): Promise<{ id: string; code: string }> {
  const id = over.id ?? `ch-${randomBytes(4).toString('hex')}`
  const code = over.code ?? randomBytes(6).toString('hex')
  await db
    .insertInto('channel')
    .values({ id, kind: 'community-gate', name: over.name ?? '阳光花园东门' })
    .execute()
  await db.insertInto('channel_code').values({ code, channel_id: id }).execute()
  return { id, code }
}
