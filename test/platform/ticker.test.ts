import { beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../src/domain/time'
import { createTicker, spread, type Ticker } from '../../src/platform/ticker'

type Timer = { at: number; run: () => void }

let now: number
let timers: Set<Timer>
let ticker: Ticker

beforeEach(() => {
  now = 1_786_000_000_400
  timers = new Set()
  ticker = createTicker({
    now: () => now as Instant,
    setTimer(run, ms) {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return timer
    },
    clearTimer: (timer) => void timers.delete(timer as Timer),
  })
})

function advance(ms: number) {
  const end = now + ms
  for (;;) {
    const due = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
    if (!due) break
    timers.delete(due)
    now = due.at
    due.run()
  }
  now = end
}

const listen = () => {
  const heard: number[] = []
  return { heard, stop: ticker.subscribe((at) => heard.push(at)) }
}

describe('KF-41: one ticker for the whole app', () => {
  test('ticks just after each full second of server time', () => {
    const { heard } = listen()
    advance(3000)
    expect(heard.map((at) => at % 1000)).toEqual([8, 8, 8])
    expect(heard.map((at) => Math.floor(at / 1000) - 1_786_000_000)).toEqual([1, 2, 3])
  })

  test('thirty listeners share one timer', () => {
    const all = Array.from({ length: 30 }, listen)
    expect(timers.size).toBe(1)
    advance(1000)
    expect(all.every(({ heard }) => heard.length === 1)).toBe(true)
    expect(timers.size).toBe(1)
  })

  test('stops when nobody listens any more', () => {
    const { stop } = listen()
    advance(1000)
    stop()
    expect(timers.size).toBe(0)
  })

  test('one who leaves during a tick does not disturb the others', () => {
    const stops: (() => void)[] = []
    stops.push(ticker.subscribe(() => stops[0]?.()))
    const { heard } = listen()
    advance(2000)
    expect(heard).toHaveLength(2)
  })
})

describe('KF-40: away and back', () => {
  test('hidden, nothing ticks', () => {
    const { heard } = listen()
    ticker.hidden()
    advance(10_000)
    expect(heard).toEqual([])
    expect(timers.size).toBe(0)
  })

  test('back on screen everybody is told the time at once, then each second', () => {
    const { heard } = listen()
    ticker.hidden()
    advance(10_000)
    ticker.shown()
    expect(heard).toEqual([now])
    advance(1000)
    expect(heard).toHaveLength(2)
  })
})

test('the requests of the opening second are spread over the whole span', () => {
  expect(spread(5000, () => 0)).toBe(0)
  expect(spread(5000, () => 0.5)).toBe(2500)
  expect(spread(5000, () => 0.9999)).toBe(4999)
})
