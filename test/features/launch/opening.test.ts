import { describe, expect, it } from 'vitest'
import { Opening } from '../../../src/features/launch/opening'
import { HOUR, type Instant, plus } from '../../../src/domain/time'
import { fakeApi, good, NOON } from '../../support/client'

const PATH = '/v1/stores/here/launch'
const launch = { trialOpensAt: plus(NOON, 5 * HOUR), grandOpensAt: plus(NOON, 9 * HOUR) }

function anOpening(storedAt: Instant | null) {
  const { api, heard, kept } = fakeApi(() => good(launch))
  if (storedAt !== null) kept.set(PATH, { data: launch, storedAt })
  return { opening: new Opening(api, 'here'), heard }
}

describe('when one can order', () => {
  it('is known from the home page without asking, to the instant', async () => {
    const { opening, heard } = anOpening(NOON)
    await opening.load(NOON)
    expect(opening.opensAt(NOON)).toBe(launch.trialOpensAt)
    expect(opening.opensAt(plus(launch.trialOpensAt, -1))).toBe(launch.trialOpensAt)
    expect(opening.opensAt(launch.trialOpensAt)).toBe(null)
    expect(heard).toEqual([])
  })

  it('is asked for by who came another way, and by who asked long ago while it is still ahead', async () => {
    const cold = anOpening(null)
    expect(cold.opening.opensAt(NOON)).toBe(null)
    await cold.opening.load(NOON)
    expect([cold.heard.length, cold.opening.opensAt(NOON)]).toEqual([1, launch.trialOpensAt])

    const old = anOpening(plus(NOON, -2 * HOUR))
    await old.opening.load(NOON)
    expect(old.heard.length).toBe(1)
  })

  it('is never asked for again once the store is open', async () => {
    const { opening, heard } = anOpening(plus(NOON, -90 * 24 * HOUR))
    await opening.load(launch.trialOpensAt)
    expect([heard, opening.opensAt(launch.trialOpensAt)]).toEqual([[], null])
  })
})
