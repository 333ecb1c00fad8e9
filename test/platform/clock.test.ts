import { beforeEach, describe, expect, test } from 'vitest'
import { instant } from '../../src/domain/time'
import { type Clock, createClock } from '../../src/platform/clock'

const truth = instant('2026-08-16T07:59:00+08:00')
const phoneIsOff = 3 * 86_400_000

let monotonic: number
let clock: Clock

beforeEach(() => {
  monotonic = 1000
  clock = createClock({ monotonic: () => monotonic, wall: () => truth + phoneIsOff })
})

/** The server is asked; the way there and back take `there` and `back` ms. */
function ask(there: number, back: number) {
  const sentAt = monotonic
  const serverTime = truth + (sentAt - 1000) + there
  monotonic += there + back
  clock.sample({ sentAt, receivedAt: monotonic, serverTime })
}

const error = (): number => clock.now() - (truth + (monotonic - 1000))

describe('KF-40: server time on a phone whose clock is days off', () => {
  test('is the phone’s own until the first answer, and says that it is not to be trusted', () => {
    expect(error()).toBe(phoneIsOff)
    expect(clock.trusted).toBe(false)
  })

  test('is exact after one symmetric round trip', () => {
    ask(40, 40)
    expect(error()).toBe(0)
    expect(clock.trusted).toBe(true)
  })

  test('is never further off than half the round trip', () => {
    ask(300, 20)
    expect(Math.abs(error())).toBeLessThanOrEqual(160)
  })

  test('the lowest round trip wins: a slow answer does not spoil a quick one', () => {
    ask(20, 20)
    ask(900, 10)
    expect(error()).toBe(0)
    ask(400, 0)
    expect(error()).toBe(0)
  })

  test('a quicker answer replaces a slow one', () => {
    ask(900, 100)
    expect(error()).not.toBe(0)
    ask(15, 15)
    expect(error()).toBe(0)
  })

  test('a good sample loses its weight with age', () => {
    ask(10, 10)
    monotonic += 30 * 60_000
    ask(200, 100)
    expect(error()).toBe(50)
  })

  test('after a doubt the next sample counts, however slow, and time goes on meanwhile', () => {
    ask(10, 10)
    clock.distrust()
    expect(error()).toBe(0)
    expect(clock.trusted).toBe(false)
    ask(400, 200)
    expect(clock.trusted).toBe(true)
    expect(error()).toBe(100)
  })

  test('an answer from before it was asked, or without a time, is ignored', () => {
    clock.sample({ sentAt: 100, receivedAt: 50, serverTime: truth })
    clock.sample({ sentAt: 50, receivedAt: 100, serverTime: Number.NaN })
    expect(clock.trusted).toBe(false)
  })
})
