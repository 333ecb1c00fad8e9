import { describe, expect, it } from 'vitest'
import { may, mayGrant, ROLES } from '../../src/domain/staff/role'

const deedsOf = (role: (typeof ROLES)[number]) =>
  (['verify', 'reverse', 'see-claims', 'see-stock-plan', 'publish', 'see-team', 'invite', 'see-audit'] as const).filter(
    (deed) => may(role, deed),
  )

describe('what a role may do', () => {
  it('a clerk verifies and nothing else', () => {
    expect(deedsOf('clerk')).toEqual(['verify'])
  })
  it('a launch lead sees and publishes, but is not at the counter and hands out no roles', () => {
    expect(deedsOf('launch-lead')).toEqual(['see-claims', 'see-stock-plan', 'publish'])
  })
  it('owners and managers may do everything', () => {
    expect(deedsOf('owner')).toHaveLength(8)
    expect(deedsOf('manager')).toHaveLength(8)
  })
})

describe('whom a role may make', () => {
  it.each([
    ['owner', ['owner', 'manager', 'clerk', 'launch-lead']],
    ['manager', ['clerk', 'launch-lead']],
    ['clerk', []],
    ['launch-lead', []],
  ] as const)('%s → %j', (mine, theirs) => {
    expect(ROLES.filter((role) => mayGrant(mine, role))).toEqual(theirs)
  })

  it('nobody hands out a deed they do not have', () => {
    for (const mine of ROLES)
      for (const theirs of ROLES.filter((role) => mayGrant(mine, role)))
        expect(deedsOf(mine)).toEqual(expect.arrayContaining(deedsOf(theirs)))
  })
})
