import type { Insertable } from 'kysely'
import type { Database } from '../../server/database/schema'
import type { Role } from '../../src/domain/staff/role'
import { DAY, type Instant, plus } from '../../src/domain/time'
import { openidOf, PERSONAS } from '../personas'
import type { Chance } from './random'
import { FARTHER, LAUNCHING, NEIGHBOUR } from './stores'

/** Where a persona's role holds; the owner owns all three, the launch lead knows the store next door. */
const STORES_OF: Partial<Record<Role, readonly string[]>> = {
  owner: [LAUNCHING, NEIGHBOUR, FARTHER],
  'launch-lead': [LAUNCHING, NEIGHBOUR],
}

type Member = { openid: string; name: string; role: Role; storeIds: readonly string[] }

const team: readonly Member[] = [
  ...PERSONAS.flatMap(({ name, called, role }) =>
    role ? [{ openid: openidOf(name), name: called, role, storeIds: STORES_OF[role] ?? [LAUNCHING] }] : [],
  ),
  { openid: openidOf('clerk-caohai-1'), name: '小孔', role: 'clerk', storeIds: [NEIGHBOUR] },
  { openid: openidOf('clerk-caohai-2'), name: '小管', role: 'clerk', storeIds: [NEIGHBOUR] },
]

/** Until their own store opens these work next door as well, where there is something to do. */
const LEARNING: readonly Role[] = ['manager', 'clerk']

export type TeamRows = {
  residents: Insertable<Database['resident']>[]
  staff: Insertable<Database['staff']>[]
  grants: Insertable<Database['staff_grant']>[]
  /** Staff ids of the clerks next door. */
  clerksNextDoor: string[]
}

export function teamRows(chance: Chance, now: Instant): TeamRows {
  const since = plus(now, -130 * DAY)
  const rows: TeamRows = { residents: [], staff: [], grants: [], clerksNextDoor: [] }
  let ownerId: string | null = null
  for (const member of team) {
    const residentId = chance.id(since)
    const staffId = chance.id(since)
    rows.residents.push({
      id: residentId,
      openid: member.openid,
      share_code: chance.code(10),
      created_at: new Date(since),
    })
    rows.staff.push({ id: staffId, resident_id: residentId, name: member.name })
    for (const storeId of member.storeIds) {
      rows.grants.push({
        id: chance.id(since),
        staff_id: staffId,
        store_id: storeId,
        role: member.role,
        granted_at: new Date(since),
        granted_by: ownerId,
      })
      if (storeId === NEIGHBOUR && member.role === 'clerk') rows.clerksNextDoor.push(staffId)
    }
    ownerId ??= staffId
  }
  return rows
}

/** The launching store's people at the store next door; by a chance of their own, so that the story does not change with them. */
export function learners(chance: Chance, now: Instant, { staff, grants }: TeamRows): TeamRows['grants'] {
  const since = plus(now, -14 * DAY)
  const of = (staffId: unknown, storeId: string) =>
    grants.find((grant) => grant.staff_id === staffId && grant.store_id === storeId)
  return staff.flatMap(({ id }) => {
    const own = of(id, LAUNCHING)
    if (!own || !LEARNING.includes(own.role) || of(id, NEIGHBOUR)) return []
    const { granted_by } = own
    const granted_at = new Date(since)
    return [
      { id: chance.id(since), staff_id: own.staff_id, store_id: NEIGHBOUR, role: own.role, granted_at, granted_by },
    ]
  })
}
