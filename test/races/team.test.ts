import { describe, expect, it } from 'vitest'
import { fill, paths } from '../../src/contract/paths'
import { testApp } from '../support/app'
import { aResident, aStaffMember, aStore, type StaffMember } from '../support/factories'

const { as, db } = await testApp({ max: 20 })

const owners = (storeId: string) =>
  db
    .selectFrom('staff_grant')
    .select('id')
    .where('store_id', '=', storeId)
    .where('role', '=', 'owner')
    .where('revoked_at', 'is', null)
    .execute()

describe('at once', () => {
  it('two owners revoke each other: one stays, always', async () => {
    for (let round = 0; round < 20; round++) {
      const { id: storeId } = await aStore(db)
      const [a, b] = [await aStaffMember(db, storeId, 'owner'), await aStaffMember(db, storeId, 'owner')]
      const answers = await Promise.all([
        as(a).post(fill(paths.staffRevokeGrant, { storeId, grantId: b.grantId })),
        as(b).post(fill(paths.staffRevokeGrant, { storeId, grantId: a.grantId })),
      ])
      expect(await owners(storeId)).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      const refused = answers.find(({ status }) => status !== 200)!.body.error.code
      expect(['LAST_OWNER', 'NOT_ALLOWED']).toContain(refused)
    }
  })

  it('six owners revoke each other in a ring: at least one stays', async () => {
    const { id: storeId } = await aStore(db)
    const ring: StaffMember[] = []
    for (let i = 0; i < 6; i++) ring.push(await aStaffMember(db, storeId, 'owner'))
    await Promise.all(
      ring.map((one, i) =>
        as(one).post(fill(paths.staffRevokeGrant, { storeId, grantId: ring[(i + 1) % ring.length]!.grantId })),
      ),
    )
    expect((await owners(storeId)).length).toBeGreaterThanOrEqual(1)
  })

  it('twenty people open one invitation: exactly one is staff afterwards', async () => {
    const { id: storeId } = await aStore(db)
    const owner = await aStaffMember(db, storeId, 'owner')
    const { body } = await as(owner).post(fill(paths.staffInvitations, { storeId }), { name: '小张', role: 'clerk' })
    const takers = await Promise.all(Array.from({ length: 20 }, () => aResident(db)))
    const answers = await Promise.all(takers.map((one) => as(one).post(paths.invitationAccept, { token: body.token })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { body: late } of answers.filter(({ status }) => status !== 200))
      expect(late.error.code).toBe('INVITATION_USED')
    const clerks = await db
      .selectFrom('staff_grant')
      .select('id')
      .where('store_id', '=', storeId)
      .where('role', '=', 'clerk')
      .execute()
    expect(clerks).toHaveLength(1)
    // those who came too late were not made staff on the way
    const staff = await db
      .selectFrom('staff')
      .select('id')
      .where(
        'resident_id',
        'in',
        takers.map(({ id }) => id),
      )
      .execute()
    expect(staff).toHaveLength(1)
  })
})
