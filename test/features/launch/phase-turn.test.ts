import { describe, expect, it } from 'vitest'
import { PhaseTurn } from '../../../src/features/launch/launch.store'
import { instant, plus } from '../../../src/domain/time'

const trialOpensAt = instant('2026-06-05T08:00:00+08:00')
const times = { trialOpensAt, grandOpensAt: instant('2026-06-12T08:00:00+08:00') }

function turn(wait = 4000) {
  const pauses: number[] = []
  let asked = 0
  const page = new PhaseTurn({
    times: () => times,
    spread: () => wait,
    later: (run, ms) => {
      pauses.push(ms)
      run()
    },
    askAgain: () => {
      asked++
    },
  })
  return { page, pauses, asked: () => asked }
}

describe('the opening instant', () => {
  it('turns the page at the instant itself, not a millisecond before', () => {
    const { page } = turn()
    page.look(plus(trialOpensAt, -1))
    expect(page.phase).toBe('preheat')
    page.look(trialOpensAt)
    expect(page.phase).toBe('trial')
  })

  it('asks the server again once, at a moment of its own', () => {
    const { page, pauses, asked } = turn(2000)
    page.look(plus(trialOpensAt, -1000))
    page.look(trialOpensAt)
    page.look(plus(trialOpensAt, 1000))
    expect(pauses).toEqual([2000])
    expect(asked()).toBe(1)
  })

  it('does not ask again for a page that was opened after the turn', () => {
    const { page, asked } = turn()
    page.look(plus(trialOpensAt, 5))
    expect(page.phase).toBe('trial')
    expect(asked()).toBe(0)
  })

  it('is right after a phone slept through it', () => {
    const { page } = turn()
    page.look(plus(trialOpensAt, -60_000))
    page.look(plus(times.grandOpensAt, 1))
    expect(page.phase).toBe('open')
    expect(page.until(plus(times.grandOpensAt, 1))).toBeNull()
  })
})
