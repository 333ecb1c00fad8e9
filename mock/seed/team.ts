import type { Insertable } from 'kysely'
import type { Database } from '../../server/database/schema'
import type { Role } from '../../src/domain/staff/role'
import { DAY, type Instant, plus } from '../../src/domain/time'
import type { Chance } from './random'
import { FARTHER, LAUNCHING, NEIGHBOUR } from './stores'

type Member = { openid: string; name: string; grants: readonly (readonly [storeId: string, role: Role])[] }

/** Staff one can be in development: the stand-in of WeChat signs in by these openids. */
const team: readonly Member[] = [
  {
    openid: 'persona:owner',
    name: '陈老板',
    grants: [
      [LAUNCHING, 'owner'],
      [NEIGHBOUR, 'owner'],
      [FARTHER, 'owner'],
    ],
  },
  { openid: 'persona:manager', name: '罗姐', grants: [[LAUNCHING, 'manager']] },
  { openid: 'persona:clerk', name: '小李', grants: [[LAUNCHING, 'clerk']] },
  { openid: 'persona:clerk-2', name: '小赵', grants: [[LAUNCHING, 'clerk']] },
  {
    openid: 'persona:launch-lead',
    name: '运营小周',
    grants: [
      [LAUNCHING, 'launch-lead'],
      [NEIGHBOUR, 'launch-lead'],
    ],
  },
  { openid: 'seed:clerk-caohai-1', name: '小孔', grants: [[NEIGHBOUR, 'clerk']] },
  { openid: 'seed:clerk-caohai-2', name: '小管', grants: [[NEIGHBOUR, 'clerk']] },
]

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
    for (const [storeId, role] of member.grants) {
      rows.grants.push({
        id: chance.id(since),
        staff_id: staffId,
        store_id: storeId,
        role,
        granted_at: new Date(since),
        granted_by: ownerId,
      })
      if (storeId === NEIGHBOUR && role === 'clerk') rows.clerksNextDoor.push(staffId)
    }
    ownerId ??= staffId
  }
  return rows
}
