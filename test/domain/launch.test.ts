import { describe, expect, it } from 'vitest'
import { launchPhase, nextTurn } from '../../src/domain/launch/launch'
import { instant, plus } from '../../src/domain/time'

const launch = {
  trialOpensAt: instant('2026-08-16T08:00:00+08:00'),
  grandOpensAt: instant('2026-08-23T08:00:00+08:00'),
}

describe('a launch', () => {
  it.each([
    ['the last millisecond before trial opening', plus(launch.trialOpensAt, -1), 'preheat', launch.trialOpensAt],
    ['trial opening', launch.trialOpensAt, 'trial', launch.grandOpensAt],
    ['the last millisecond before the grand opening', plus(launch.grandOpensAt, -1), 'trial', launch.grandOpensAt],
    ['the grand opening', launch.grandOpensAt, 'open', null],
  ] as const)('at %s', (_, now, phase, turn) => {
    expect(launchPhase(launch, now)).toBe(phase)
    expect(nextTurn(launch, now)).toBe(turn)
  })
})
