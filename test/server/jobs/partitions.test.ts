import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { makeMonthPartitions } from '../../../server/jobs/partitions'
import { instant, type Instant } from '../../../src/domain/time'
import { testDatabase } from '../../support/database'

const { db } = await testDatabase()
const visit = (at: Instant) =>
  db
    .insertInto('visit')
    .values({ at: new Date(at), store_id: null, page: 'home' })
    .execute()
const home = async (at: Instant): Promise<string> => {
  const { rows } = await sql<{ home: string }>`
    select tableoid::regclass::text as home from visit where at = ${new Date(at)}`.execute(db)
  return rows[0]!.home
}

describe('partitions by month', () => {
  it('this month and two ahead, of visits and of the audit log; again makes nothing', async () => {
    const newYearsEve = instant('2026-11-30T23:59:59+08:00')
    expect(await makeMonthPartitions(db, newYearsEve)).toEqual([
      'visit 2026-11-01',
      'visit 2026-12-01',
      'visit 2027-01-01',
      'audit_log 2026-11-01',
      'audit_log 2026-12-01',
      'audit_log 2027-01-01',
    ])
    expect(await makeMonthPartitions(db, newYearsEve)).toEqual([])
  })

  it("a month is the store's: it begins at midnight in Shanghai", async () => {
    const [last, first] = [instant('2026-12-31T23:59:59.999+08:00'), instant('2027-01-01T00:00:00+08:00')]
    await visit(last)
    await visit(first)
    expect([await home(last), await home(first)]).toEqual(['visit_2026_12', 'visit_2027_01'])
  })

  it('a month whose rows landed in the rest partition stays there; the next ones are made', async () => {
    const early = instant('2027-06-15T12:00:00+08:00')
    await visit(early)
    expect(await makeMonthPartitions(db, early)).toEqual([
      'visit 2027-07-01',
      'visit 2027-08-01',
      'audit_log 2027-06-01',
      'audit_log 2027-07-01',
      'audit_log 2027-08-01',
    ])
    expect(await home(early)).toBe('visit_rest')
  })

  it('two processes at once make each once', async () => {
    const now = instant('2028-01-31T00:00:00+08:00')
    const made = await Promise.all(Array.from({ length: 4 }, () => makeMonthPartitions(db, now)))
    expect(made.flat().sort()).toEqual([
      'audit_log 2028-01-01',
      'audit_log 2028-02-01',
      'audit_log 2028-03-01',
      'visit 2028-01-01',
      'visit 2028-02-01',
      'visit 2028-03-01',
    ])
  })
})
