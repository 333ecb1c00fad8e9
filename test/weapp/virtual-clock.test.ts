import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../support/weapp/virtual-clock'

const START = Date.UTC(2026, 7, 10)

function clockAt(phoneClock = 0) {
  const errors: unknown[] = []
  const clock = new VirtualClock({ startAt: START, phoneClock, onError: (error) => errors.push(error) })
  const seen: number[] = []
  const note = () => seen.push(clock.now - START)
  return { clock, errors, seen, note }
}

describe('virtual time', () => {
  test('timers run in the order they become due, each at its own time', async () => {
    const { clock, seen, note } = clockAt()
    clock.setTimer(note, 300, false)
    clock.setTimer(note, 100, true)
    await clock.advance(350)
    expect(seen).toEqual([100, 200, 300, 300])
    expect(clock.now).toBe(START + 350)
  })

  test('a cleared timer does not run, and one that throws does not stop the others', async () => {
    const { clock, errors, seen, note } = clockAt()
    const cleared = clock.setTimer(note, 10, false)
    clock.setTimer(
      () => {
        throw new Error('bad timer')
      },
      20,
      false,
    )
    clock.setTimer(note, 30, false)
    clock.clearTimer(cleared)
    await clock.advance(40)
    expect(seen).toEqual([30])
    expect(errors).toHaveLength(1)
  })

  test('promises of one timer are settled before the next one runs', async () => {
    const { clock } = clockAt()
    const order: string[] = []
    clock.setTimer(() => void Promise.resolve().then(() => order.push('promise of the first')), 1, false)
    clock.setTimer(() => order.push('second'), 2, false)
    await clock.advance(5)
    expect(order).toEqual(['promise of the first', 'second'])
  })

  test("the phone's Date may be days off and may jump; the monotonic clock does neither", async () => {
    const { clock } = clockAt(-3 * 86_400_000)
    expect(clock.phoneNow()).toBe(START - 3 * 86_400_000)
    await clock.advance(1000)
    clock.phoneOffset = 3_600_000
    expect(clock.phoneNow()).toBe(START + 3_601_000)
    expect(clock.performanceNow()).toBe(1000)
  })

  test('KF-40: while the app is frozen nothing of it runs; overdue timers run once after the thaw', async () => {
    const { clock, seen, note } = clockAt()
    clock.setTimer(note, 1000, true)
    clock.setTimer(note, 2500, false)
    await clock.advance(1500)
    clock.freeze(false)
    await clock.advance(60_000)
    expect(seen).toEqual([1000])
    clock.thaw()
    await clock.advance(0)
    expect(seen).toEqual([1000, 61_500, 61_500])
    expect(clock.performanceNow()).toBe(61_500)
  })

  test('a phone asleep stops its monotonic clock too', async () => {
    const { clock } = clockAt()
    clock.freeze(true)
    await clock.advance(60_000)
    clock.thaw()
    expect(clock.performanceNow()).toBe(0)
    expect(clock.now).toBe(START + 60_000)
  })
})
