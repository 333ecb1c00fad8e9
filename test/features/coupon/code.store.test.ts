import { describe, expect, it } from 'vitest'
import type { CouponCodeAnswer } from '../../../src/contract/coupon'
import { type Instant, MINUTE, plus, SECOND } from '../../../src/domain/time'
import { couponCode } from '../../../src/features/coupon/code.store'
import type { Answer } from '../../../src/platform/answer'
import { aCoupon, fakeApi, good, type Heard, lost, NOON, refused, settle } from '../../support/client'

/** Six windows of thirty seconds from `now`, as the API issues them. */
function codes(now: Instant, digitsLast = 30 * MINUTE): CouponCodeAnswer {
  const qrs = Array.from({ length: 6 }, (_, i) => ({
    text: `XS1-${(now - NOON) / SECOND}-${i}`,
    from: plus(now, i * 30 * SECOND),
    until: plus(now, (i + 1) * 30 * SECOND),
  }))
  return { coupon: aCoupon(), digits: '48276093', digitsUntil: plus(now, digitsLast), qrs }
}

const isCode = ({ path }: Heard): boolean => path.endsWith('/code')

function harness(answerTo: (now: Instant) => { code?: Answer<unknown>; look?: Answer<unknown> }) {
  let now = NOON
  const fake = fakeApi((heard) =>
    isCode(heard) ? (answerTo(now).code ?? good(codes(now))) : (answerTo(now).look ?? good(aCoupon())),
  )
  const store = couponCode(fake.api, 'c1')
  /** Lets seconds pass, one tick each. */
  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i++) {
      now = plus(now, SECOND)
      store.tick(now)
      await settle()
    }
  }
  return { ...fake, store, pass, now: () => now, asked: () => fake.heard.filter(isCode).length }
}

describe('the code on screen', () => {
  it('is the one of the present window, by the time of the server', async () => {
    const { store } = harness(() => ({}))
    await store.shown(NOON)
    expect(store.codeAt(NOON).qr).toEqual({ text: 'XS1-0-0', until: plus(NOON, 30 * SECOND) })
    expect(store.codeAt(plus(NOON, 30 * SECOND - 1)).qr?.text).toBe('XS1-0-0')
    expect(store.codeAt(plus(NOON, 30 * SECOND)).qr?.text).toBe('XS1-0-1')
    expect(store.codeAt(NOON).digits).toBe('48276093')
  })

  it('is renewed before the codes run out, so that the screen is never without one', async () => {
    const { store, pass, now, asked } = harness(() => ({}))
    await store.shown(NOON)
    for (let minute = 0; minute < 10; minute++) {
      await pass(60)
      expect(store.codeAt(now()).qr).not.toBe(null)
    }
    expect(asked()).toBeLessThan(10)
  })

  it('stays while the network is away, says so, and the digits outlive the QR', async () => {
    let dead = false
    const { store, pass, now } = harness(() => (dead ? { code: lost, look: lost } : {}))
    await store.shown(NOON)
    dead = true
    await pass(170)
    expect(store.codeAt(now()).qr?.text).toBe('XS1-0-5')
    expect(store.unreached?.code).toBe('NETWORK')
    // The counter takes a code one window longer; then only the digits are left.
    await pass(30)
    expect(store.codeAt(now()).qr?.text).toBe('XS1-0-5')
    await pass(15)
    expect(store.codeAt(now())).toEqual({ qr: null, digits: '48276093' })
    await pass(30 * 60)
    expect(store.codeAt(now())).toEqual({ qr: null, digits: null })
    dead = false
    await pass(11)
    expect(store.codeAt(now()).qr).not.toBe(null)
    expect(store.unreached).toBe(null)
  })

  it('a weak network is asked once in ten seconds, not each second', async () => {
    const { store, pass, asked } = harness(() => ({ code: lost, look: lost }))
    await store.shown(NOON)
    await pass(30)
    expect(asked()).toBeLessThanOrEqual(4)
  })

  it('kept codes that are still valid are shown at once, before anything has been answered', async () => {
    const { store, kept } = harness(() => ({ code: lost }))
    kept.set('/v1/coupons/c1/code', { data: codes(NOON), storedAt: NOON })
    await store.shown(plus(NOON, 40 * SECOND))
    expect(store.codeAt(plus(NOON, 40 * SECOND)).qr?.text).toBe('XS1-0-1')
  })

  it('gives way to 已核销 a few seconds after the clerk has tapped', async () => {
    let used = false
    const { store, pass } = harness(() => (used ? { look: good(aCoupon({ shelf: 'used', usedAt: NOON })) } : {}))
    await store.shown(NOON)
    await pass(10)
    expect(store.verified).toBe(null)
    used = true
    await pass(5)
    expect(store.verified?.usedAt).toBe(NOON)
  })

  it('also when the refusal comes first', async () => {
    const { store } = harness(() => ({ code: refused('COUPON_USED'), look: good(aCoupon({ shelf: 'used' })) }))
    await store.shown(NOON)
    expect(store.verified).not.toBe(null)
  })

  it('a decision is said; one that time lifts is asked about again when its time has come', async () => {
    const opensAt = plus(NOON, 20 * SECOND)
    const { store, pass, asked } = harness((now) =>
      now < opensAt ? { code: refused('COUPON_NOT_YET_USABLE', { opensAt }) } : {},
    )
    await store.shown(NOON)
    expect(store.refusal?.code).toBe('COUPON_NOT_YET_USABLE')
    await pass(19)
    expect(asked()).toBe(1)
    await pass(1)
    expect(store.refusal).toBe(null)
    expect(store.codeAt(plus(NOON, 20 * SECOND)).qr).not.toBe(null)
  })
})
