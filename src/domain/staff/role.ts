/** 老板 · 店长 · 店员 · 运营 */
export const ROLES = ['owner', 'manager', 'clerk', 'launch-lead'] as const
export type Role = (typeof ROLES)[number]

/** What a role may do in its store. One table; the API asks it, the pages draw by it. */
export type Deed =
  | 'verify'
  | 'reverse'
  | 'see-claims'
  | 'see-stock-plan'
  | 'publish'
  | 'see-team'
  | 'invite'
  | 'see-audit'
  | 'pick'
  | 'deliver'
  | 'refuse-order'
  | 'decide-refund'
  | 'moderate'
  | 'stock'
  | 'till-keys'

const RUNS_THE_STORE = [
  'verify',
  'reverse',
  'see-claims',
  'see-stock-plan',
  'publish',
  'see-team',
  'invite',
  'see-audit',
  'pick',
  'deliver',
  'refuse-order',
  'decide-refund',
  'moderate',
  'stock',
  'till-keys',
] as const satisfies readonly Deed[]

const MAY = {
  owner: RUNS_THE_STORE,
  manager: RUNS_THE_STORE,
  clerk: ['verify', 'pick', 'deliver'],
  'launch-lead': ['see-claims', 'see-stock-plan', 'publish'],
} as const satisfies Record<Role, readonly Deed[]>

export const may = (role: Role, deed: Deed): boolean => (MAY[role] as readonly Deed[]).includes(deed)

/** Whom a role may invite or revoke: nobody hands out more than they hold, and only an owner makes owners and managers. */
const MAY_GRANT = {
  owner: ['owner', 'manager', 'clerk', 'launch-lead'],
  manager: ['clerk', 'launch-lead'],
  clerk: [],
  'launch-lead': [],
} as const satisfies Record<Role, readonly Role[]>

export const mayGrant = (mine: Role, theirs: Role): boolean => (MAY_GRANT[mine] as readonly Role[]).includes(theirs)

/** What a role is called. */
export const ROLE_NAMES = {
  owner: '老板',
  manager: '店长',
  clerk: '店员',
  'launch-lead': '运营',
} as const satisfies Record<Role, string>
