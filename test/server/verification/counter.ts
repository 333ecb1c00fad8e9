import { randomUUID } from 'node:crypto'
import { issueCode } from '../../../server/verification/code.service'
import { fill, paths } from '../../../src/contract/paths'
import { keys, NOON, testApp } from '../../support/app'
import { aBatch, aCoupon, aResident, aStaffMember, aStore } from '../../support/factories'

/** A store with its counter, a clerk and a manager, on a database of the calling test file's own. */
export async function aCounter() {
  const { db, as, clock } = await testApp()
  const store = await aStore(db)
  const other = await aStore(db, { name: '草海店' })
  const batch = await aBatch(db, store.id)
  const clerk = await aStaffMember(db, store.id, 'clerk')
  const manager = await aStaffMember(db, store.id, 'manager', '老张')

  const preview = (who: { token: string } | undefined, code: string, storeId = store.id) =>
    as(who).post(fill(paths.staffPreview, { storeId }), { code })
  const verify = (
    who: { token: string } | undefined,
    code: string,
    over: { till?: string; key?: string; at?: string } = {},
  ) =>
    as(who).post(
      fill(paths.staffVerify, { storeId: over.at ?? store.id }),
      { code, till: over.till ?? '3 号台' },
      over.key,
    )
  const reverse = (who: { token: string } | undefined, verificationId: string, storeId = store.id, key?: string) =>
    as(who).post(fill(paths.staffReverse, { storeId, verificationId }), { reason: '扫错了' }, key)
  const today = (who: { token: string } | undefined, query = '', storeId = store.id) =>
    as(who).get(`${fill(paths.staffVerifications, { storeId })}${query}`)

  const couponRow = (id: string) => db.selectFrom('coupon').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const codeOf = async (couponId: string) => {
    const { digits, qrs } = await issueCode(db, keys, { couponId, now: clock.now() })
    return { digits, qr: qrs[0]!.text }
  }
  /** A coupon at its holder's, with the code that its page shows; the clock is back at NOON. */
  async function aShown(over: Parameters<typeof aCoupon>[3] = {}, batchId = batch.id) {
    clock.set(NOON)
    const holder = await aResident(db, { share_code: `a1b2${randomUUID().slice(0, 8)}` })
    const coupon = await aCoupon(db, batchId, holder, over)
    return { holder, coupon, ...(await codeOf(coupon.id)) }
  }

  return {
    db,
    as,
    clock,
    store,
    other,
    batch,
    clerk,
    manager,
    preview,
    verify,
    reverse,
    today,
    couponRow,
    codeOf,
    aShown,
  }
}

export const refusalOf = async (heard: Promise<{ status: number; body: { error: { code: string } } }>) =>
  (await heard).body.error
