import type { Role } from '../../src/domain/staff/role'

/** What a role is called in the sentences of refusals. */
export const ROLE_NAMES = {
  owner: '老板',
  manager: '店长',
  clerk: '店员',
  'launch-lead': '运营',
} as const satisfies Record<Role, string>
