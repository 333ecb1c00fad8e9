import { beforeEach, describe, expect, test } from 'vitest'
import { createMonotonic, type Monotonic } from '../../src/platform/monotonic'

const HOUR = 3_600_000
let wall: number
let performanceTime: number
let jumps: number

beforeEach(() => {
  wall = 1_786_000_000_000
  performanceTime = 500
  jumps = 0
})

const make = (withPerformance: boolean): Monotonic =>
  createMonotonic({
    wall: () => wall,
    performanceNow: withPerformance ? () => performanceTime : null,
    onJump: () => {
      jumps += 1
    },
  })

function pass(ms: number) {
  wall += ms
  performanceTime += ms
}

describe.each([
  ['with performance.now', true],
  ['made of Date.now, as in WeChat', false],
])('a clock that only moves forward, %s', (_, withPerformance) => {
  let clock: Monotonic
  beforeEach(() => {
    clock = make(withPerformance)
  })

  /** Runs with a heartbeat a second. */
  function run(seconds: number) {
    for (let i = 0; i < seconds; i++) {
      pass(1000)
      clock.beat()
    }
  }

  test('counts what passes', () => {
    run(3)
    pass(250)
    expect(clock.now()).toBe(3250)
  })

  test('the phone’s clock set back by an hour while the page is open moves nothing back', () => {
    run(2)
    wall -= HOUR
    const before = clock.now()
    run(5)
    expect(clock.now() - before).toBe(5000)
  })

  test('the phone’s clock set forward by a day is no day', () => {
    run(2)
    wall += 24 * HOUR
    expect(clock.now()).toBeLessThanOrEqual(3000)
    run(1)
    expect(clock.now()).toBeLessThanOrEqual(4000)
  })

  test('an hour in the background is an hour', () => {
    run(1)
    clock.suspended()
    pass(HOUR)
    clock.resumed()
    expect(clock.now()).toBe(1000 + HOUR)
  })

  test('an hour asleep, when every timer stood still, is an hour too, and the server is asked', () => {
    run(1)
    clock.suspended()
    wall += HOUR
    clock.resumed()
    expect(clock.now()).toBe(1000 + HOUR)
    expect(jumps).toBe(1)
  })

  test('a clock set back while away does not turn time back; the server is asked', () => {
    run(1)
    clock.suspended()
    wall -= HOUR
    clock.resumed()
    expect(clock.now()).toBe(1000)
    expect(jumps).toBe(1)
  })

  test('coming back without having left changes nothing', () => {
    run(1)
    clock.resumed()
    expect(clock.now()).toBe(1000)
    expect(jumps).toBe(0)
  })

  test('goes on after coming back', () => {
    clock.suspended()
    pass(1500)
    clock.resumed()
    run(2)
    expect(clock.now()).toBe(3500)
  })
})

test('without performance.now a jump is noticed at the next look', () => {
  const clock = make(false)
  wall += HOUR
  clock.now()
  expect(jumps).toBe(1)
})
