import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import {
  groupDigits,
  isQrWindowGood,
  QR_WINDOW,
  qrText,
  qrWindowAt,
  qrWindowSpan,
  qrWindowsToIssue,
  readCodeText,
} from '../../src/domain/pickup/code'
import { GUESSING_SPAN, MISSES_PER_CLERK, typingStoppedUntil } from '../../src/domain/pickup/guessing'
import { reversalEndsAt } from '../../src/domain/pickup/verification'
import { HOUR, type Instant, instant, MINUTE, plus, SECOND } from '../../src/domain/time'

const now = instant('2026-06-01T12:00:10+08:00')

describe('the QR of a coupon', () => {
  it('is made for half a minute', () => {
    const span = qrWindowSpan(qrWindowAt(now))
    expect(span).toEqual({
      opensAt: instant('2026-06-01T12:00:00+08:00'),
      closesAt: instant('2026-06-01T12:00:30+08:00'),
    })
  })

  it('is issued for the present window and the next five, without a gap', () => {
    const spans = qrWindowsToIssue(now).map(qrWindowSpan)
    expect(spans).toHaveLength(6)
    expect(spans[0]!.opensAt <= now && now < spans[0]!.closesAt).toBe(true)
    spans.slice(1).forEach((span, i) => expect(span.opensAt).toBe(spans[i]!.closesAt))
  })

  it('is good in its window and one on either side, to the millisecond', () => {
    const window = qrWindowAt(now)
    const { opensAt, closesAt } = qrWindowSpan(window)
    expect(isQrWindowGood(window, plus(opensAt, -QR_WINDOW))).toBe(true)
    expect(isQrWindowGood(window, plus(opensAt, -QR_WINDOW - 1))).toBe(false)
    expect(isQrWindowGood(window, plus(closesAt, QR_WINDOW - 1))).toBe(true)
    expect(isQrWindowGood(window, plus(closesAt, QR_WINDOW))).toBe(false)
  })
})

describe('a text at the counter', () => {
  const body = 'A'.repeat(52)

  it('is a QR of ours by its beginning and length', () => {
    expect(readCodeText(qrText(body))).toEqual({ method: 'qr', of: 'coupon', body })
    expect(readCodeText(` ${qrText(body)}\n`)).toEqual({ method: 'qr', of: 'coupon', body })
  })

  it('is a QR of an order by another beginning and length', () => {
    const shorter = 'A'.repeat(50)
    expect(readCodeText(qrText(shorter, 'order'))).toEqual({ method: 'qr', of: 'order', body: shorter })
    expect(readCodeText(qrText(shorter))).toBeNull()
    expect(readCodeText(qrText(body, 'order'))).toBeNull()
  })

  it.each(['12345678', '1234 5678', '1234-5678', ' 12 34 56 78 ', '１２３４５６７８', '1234　5678'])(
    '%j is the digits 12345678',
    (text) => expect(readCodeText(text)).toEqual({ method: 'digits', digits: '12345678' }),
  )

  it.each([
    '',
    '1234567',
    '123456789',
    '1234567a',
    'XS1',
    'XS2'.padEnd(55, 'A'),
    'XS1'.padEnd(54, 'A'),
    'XS1'.padEnd(56, 'A'),
    'XS1'.padEnd(55, '+'),
    'https://example.com/12345678',
    '٠١٢٣٤٥٦٧',
  ])('%j is no code of ours', (text) => expect(readCodeText(text)).toBeNull())

  it('shows digits in two groups of four and reads them back', () => {
    expect(groupDigits('01234567')).toBe('0123 4567')
    expect(readCodeText(groupDigits('01234567'))).toEqual({ method: 'digits', digits: '01234567' })
  })
})

describe('KF-12: typing codes', () => {
  const at = (seconds: number) => plus(now, seconds * SECOND)

  it('is free below the measure and stops at it', () => {
    const nine = Array.from({ length: MISSES_PER_CLERK - 1 }, (_, i) => at(i))
    expect(typingStoppedUntil(nine, MISSES_PER_CLERK, at(60))).toBeNull()
    expect(typingStoppedUntil([...nine, at(30)], MISSES_PER_CLERK, at(60))).toBe(at(0) + GUESSING_SPAN)
  })

  it('is free again in the instant in which the oldest miss is ten minutes old', () => {
    const ten = Array.from({ length: MISSES_PER_CLERK }, (_, i) => at(i))
    expect(typingStoppedUntil(ten, MISSES_PER_CLERK, plus(at(0), 10 * MINUTE - 1))).toBe(at(0) + 10 * MINUTE)
    expect(typingStoppedUntil(ten, MISSES_PER_CLERK, plus(at(0), 10 * MINUTE))).toBeNull()
  })

  it('never lets more misses into any ten minutes than the measure', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 * MINUTE }), { maxLength: 60 }), (gaps) => {
        const misses: Instant[] = []
        let clock = now
        for (const gap of gaps) {
          clock = plus(clock, gap)
          if (typingStoppedUntil(misses, MISSES_PER_CLERK, clock) === null) misses.push(clock)
        }
        for (const first of misses) {
          const within = misses.filter((miss) => miss >= first && miss < first + GUESSING_SPAN)
          expect(within.length).toBeLessThanOrEqual(MISSES_PER_CLERK)
        }
      }),
    )
  })
})

it('a verification can be reversed for two hours', () => expect(reversalEndsAt(now)).toBe(now + 2 * HOUR))
