import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { audit } from '../../../server/staff/audit'
import { NOON, testApp } from '../../support/app'
import { aStaffMember, aStore } from '../../support/factories'

const { as, db } = await testApp()
const store = await aStore(db)
const owner = await aStaffMember(db, store.id, 'owner', '老赵')

const write = (subject: string, storeId = store.id, staffId: string | null = owner.staffId) =>
  db.transaction().execute((tx) =>
    audit(tx, {
      at: NOON,
      staffId,
      storeId,
      action: 'batch.withdrawn',
      subject,
      before: { n: 1 },
      after: null,
      requestId: 'r-1',
    }),
  )
const list = (after?: string) =>
  as(owner).get(fill(paths.staffAudit, { storeId: store.id }) + (after === undefined ? '' : `?after=${after}`))

describe('the audit log', () => {
  it('is read by pages, newest first, with who, what, before and after', async () => {
    for (let i = 0; i < 52; i++) await write(`batch-${i}`)
    await write('of another store', (await aStore(db)).id)
    const first = await list()
    expect(first.body.entries).toHaveLength(50)
    expect(first.body.entries[0]).toEqual({
      id: expect.any(String),
      at: NOON,
      who: '老赵',
      action: 'batch.withdrawn',
      subject: 'batch-51',
      before: { n: 1 },
      after: null,
    })
    const second = await list(first.body.next)
    expect(second.body.entries.map((e: { subject: string }) => e.subject)).toEqual(['batch-1', 'batch-0'])
    expect(second.body.next).toBeNull()
  })

  it('says 系统 where no member of staff acted, and refuses a page mark it did not give', async () => {
    await write('by a job', store.id, null)
    expect((await list()).body.entries[0].who).toBe('系统')
    expect((await list('yesterday')).body.error.code).toBe('INPUT_INVALID')
  })

  it('only grows: the database refuses to change, remove or empty it', async () => {
    await write('kept')
    await sql`select make_month_partition('audit_log', '2026-09-01')`.execute(db)
    for (const statement of [
      sql`update audit_log set action = 'nothing'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
      sql`delete from audit_log_rest`,
      sql`truncate audit_log_rest`,
      sql`truncate audit_log_2026_09`,
    ])
      await expect(statement.execute(db)).rejects.toThrow(/only grows/)
  })
})
