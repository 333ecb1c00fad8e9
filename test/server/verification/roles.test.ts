import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NOON } from '../../support/app'
import { aStaffMember, type StaffMember } from '../../support/factories'
import { aCounter, refusalOf } from './counter'

const { db, store, other, clerk, preview, verify, reverse, today, couponRow, aShown } = await aCounter()

describe('who may stand at the counter', () => {
  const roles = async (at: string) => ({
    owner: await aStaffMember(db, at, 'owner'),
    manager: await aStaffMember(db, at, 'manager'),
    clerk: await aStaffMember(db, at, 'clerk'),
    'launch-lead': await aStaffMember(db, at, 'launch-lead'),
  })
  const asks = (who: StaffMember | { token: string } | undefined, code: string, id: string) => [
    preview(who, code),
    verify(who, code),
    today(who),
    reverse(who, id),
  ]

  it('owner, manager and clerk verify; owner and manager reverse; a launch lead does neither', async () => {
    const allowed: Record<string, string[]> = {}
    for (const [role, who] of Object.entries(await roles(store.id))) {
      const { qr } = await aShown()
      const heard = []
      for (const ask of asks(who, qr, randomUUID())) heard.push(await ask)
      allowed[role] = heard.map(({ body }) => body.error?.code ?? 'ok')
    }
    expect(allowed).toEqual({
      owner: ['ok', 'ok', 'ok', 'VERIFICATION_NOT_FOUND'],
      manager: ['ok', 'ok', 'ok', 'VERIFICATION_NOT_FOUND'],
      clerk: ['ok', 'ok', 'ok', 'NOT_ALLOWED'],
      'launch-lead': ['NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_ALLOWED'],
    })
  })

  it('nobody from another store, no neighbour, nobody without a session', async () => {
    const { coupon, holder, qr } = await aShown()
    const theirs = Object.values(await roles(other.id))
    for (const who of [...theirs, holder])
      for (const ask of asks(who, qr, randomUUID())) expect((await refusalOf(ask)).code).toBe('NOT_ALLOWED')
    for (const ask of asks(undefined, qr, randomUUID())) expect((await refusalOf(ask)).code).toBe('NOT_SIGNED_IN')
    expect((await couponRow(coupon.id)).state).toBe('held')
  })

  it('a revoked clerk stops at once', async () => {
    const gone = await aStaffMember(db, store.id, 'clerk')
    await db
      .updateTable('staff_grant')
      .set({ revoked_at: new Date(NOON) })
      .where('id', '=', gone.grantId)
      .execute()
    const { qr } = await aShown()
    expect((await refusalOf(verify(gone, qr))).code).toBe('NOT_ALLOWED')
  })

  it('every handing over carries a key and the name of its till', async () => {
    const { qr } = await aShown()
    expect((await refusalOf(verify(clerk, qr, { key: 'short' }))).code).toBe('KEY_MISSING')
    expect((await refusalOf(verify(clerk, qr, { till: '' }))).code).toBe('INPUT_INVALID')
    expect((await refusalOf(verify(clerk, qr, { till: '<b>' }))).code).toBe('INPUT_INVALID')
  })
})
