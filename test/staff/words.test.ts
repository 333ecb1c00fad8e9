import { describe, expect, it } from 'vitest'
import { REFUSALS, type ErrorCode } from '../../src/contract/errors'
import { instant } from '../../src/domain/time'
import { heightOf } from '../../src/staff/chart-shape'
import { batchRows, dayRows, funnelSteps, percent } from '../../src/staff/claims/funnel'
import { groupTyped, handoverOf } from '../../src/staff/counter/handover'
import { tillName } from '../../src/staff/counter/till'
import { verdictOf } from '../../src/staff/counter/verdict'
import { overOf } from '../../src/staff/join/over'
import { groupsOf } from '../../src/ui/groups'
import { dayName, onTrack, rangeWords } from '../../src/staff/stock-plan/range'
import { deedOf } from '../../src/staff/team/deeds'

const verdict = (code: ErrorCode) => verdictOf({ code, message: '', facts: {} })

describe('the colour of a refusal at the counter', () => {
  it.each([
    'ALREADY_VERIFIED',
    'COUPON_USED',
    'COUPON_EXPIRED',
    'CODE_FORGED',
    'ORDER_COLLECTED',
    'ORDER_REFUNDED',
    'ORDER_NOT_FOUND',
  ] as const)('%s is red', (code) => {
    expect(verdict(code).outcome).toBe('bad')
  })
  it.each([
    'CODE_UNKNOWN',
    'CODE_STALE',
    'CODE_MALFORMED',
    'CODE_THROTTLED',
    'COUPON_GIFTING',
    'COUPON_NOT_YET_USABLE',
    'COUPON_NOT_AT_COUNTER',
    'COUPON_WRONG_STORE',
    'ORDER_NOT_READY',
    'ORDER_WRONG_STORE',
    'ORDER_IS_DELIVERY',
  ] as const)('%s needs a word and is amber', (code) => {
    expect(verdict(code).outcome).toBe('warn')
  })
  it('none is green, whatever the API comes to know', () => {
    for (const code of Object.keys(REFUSALS) as ErrorCode[]) expect(['warn', 'bad']).toContain(verdict(code).outcome)
  })
})

describe('what a clerk is told to do', () => {
  const goods = { name: '丹东草莓 500g', quantity: 1, unit: '盒', picture: 'strawberry', worth: 2990 }
  it('goods: what and how many, and the money to take first', () => {
    expect(handoverOf({ value: { kind: 'exchange', goods, price: 990 } })).toMatchObject({
      may: '可以交货',
      what: '丹东草莓 500g',
      amount: '1 盒',
      mind: '先收 ¥9.9',
    })
    expect(handoverOf({ value: { kind: 'exchange', goods, price: 0 } }).mind).toBeNull()
  })
  it('money off: how much, and from which sum on', () => {
    expect(handoverOf({ value: { kind: 'amount-off', off: 2000, threshold: 9900 } })).toMatchObject({
      may: '可以使用',
      what: '减 20 元',
      amount: null,
      mind: '满 99 可用',
    })
    expect(handoverOf({ value: { kind: 'amount-off', off: 500, threshold: 0 } }).mind).toBeNull()
  })
  it('typed digits stand four and four', () => {
    expect(groupTyped('')).toEqual(['____', '____'])
    expect(groupTyped('12345')).toEqual(['1234', '5___'])
    expect(groupTyped('12345678')).toEqual(['1234', '5678'])
  })
  it('a till has a name the API takes', () => {
    expect(tillName('  生鲜台  2 ')).toBe('生鲜台 2')
    expect(tillName('')).toBeNull()
    expect(tillName('<b>')).toBeNull()
    expect(tillName('一二三四五六七八九十一二三')).toBeNull()
  })
})

describe('the funnel', () => {
  it('says of each step what it is a part of', () => {
    const steps = funnelSteps({ seen: 3382, claimed: 4295, given: 376, received: 231, used: 36 })
    expect(steps.map(({ name, amount, rate }) => [name, amount, rate])).toEqual([
      ['看过', '3,382 次', null],
      ['领取', '4,295 张', '每 100 次打开领 127 张'],
      ['送出', '376 张', '领取的 8.8%'],
      ['收下', '231 张', '送出的 61%'],
      ['核销', '36 张', '领取的 0.8%'],
    ])
    expect(Math.max(...steps.map(({ share }) => share))).toBe(1)
  })
  it('has no rates where there is nothing to divide by', () => {
    const steps = funnelSteps({ seen: 0, claimed: 0, given: 0, received: 0, used: 0 })
    expect(steps.every(({ rate, share }) => rate === null && share === 0)).toBe(true)
  })
  it('all but a few are not all, and a few are not none', () => {
    expect(percent(999, 1000)).toBe('99%')
    expect(percent(1000, 1000)).toBe('100%')
    expect(percent(1, 5000)).toBe('不到 0.1%')
    expect(percent(0, 5)).toBe('0%')
  })
  it('adds up batches over days and channels, most claims first', () => {
    const row = { day: '2026-06-01', channelId: null, channel: '', given: 0, received: 1, used: 2 }
    const rows = [
      { ...row, batchId: 'a', batch: '满减', claimed: 3 },
      { ...row, batchId: 'b', batch: '鸡蛋', claimed: 4 },
      { ...row, batchId: 'b', batch: '鸡蛋', claimed: 5 },
    ]
    expect(batchRows({ rows })).toEqual([
      { key: 'b', name: '鸡蛋', claimed: 9, given: 0, received: 2, used: 4 },
      { key: 'a', name: '满减', claimed: 3, given: 0, received: 1, used: 2 },
    ])
  })
  it('shows the newest day first', () => {
    const day = { seen: 0, claimed: 0, given: 0, received: 0, used: 0 }
    const days = [
      { day: '2026-05-31', ...day },
      { day: '2026-06-01', ...day },
    ]
    expect(dayRows({ days }).map(({ name }) => name)).toEqual(['6月1日', '5月31日'])
  })
})

describe('a range of the stock plan', () => {
  it('is two numbers, or one when both ends meet', () => {
    expect(rangeWords({ low: 2980, expected: 3240, high: 3520 })).toBe('2,980–3,520')
    expect(rangeWords({ low: 0, expected: 0, high: 0 })).toBe('0')
  })
  it('lies on its track with the mark inside, also when nothing is to come', () => {
    expect(onTrack({ low: 20, expected: 30, high: 50 }, 100)).toEqual({ left: 20, width: 30, mark: 30 })
    expect(onTrack({ low: 0, expected: 0, high: 0 }, 0)).toEqual({ left: 0, width: 1, mark: 0 })
  })
  it('calls the day of the plan 今天', () => {
    const now = instant('2026-06-05T23:59:00+08:00')
    expect(dayName('2026-06-05', now)).toBe('今天')
    expect(dayName('2026-06-06', now)).toBe('6月6日 周六')
  })
})

describe('a line of the log', () => {
  const entry = { id: '1', at: 0, who: '小李', subject: '', before: null, after: null }
  it('says what was done and how', () => {
    expect(deedOf({ ...entry, action: 'coupon.verified', after: { till: '3 号台', method: 'qr' } })).toEqual({
      deed: '核销了一张券',
      words: '3 号台 · 扫码',
    })
    expect(deedOf({ ...entry, action: 'grant.revoked', before: { name: '小赵', role: 'clerk' } })).toEqual({
      deed: '收回了权限',
      words: '小赵 · 店员',
    })
    const agreed = { state: 'agreed', given: 690, answer: '' }
    expect(deedOf({ ...entry, action: 'refund.decided', after: agreed })).toEqual({
      deed: '同意退款',
      words: '退 ¥6.9',
    })
    const declined = { state: 'declined', given: 0, answer: '照片看不清' }
    expect(deedOf({ ...entry, action: 'refund.decided', after: declined })).toEqual({
      deed: '没有同意退款',
      words: '“照片看不清”',
    })
    expect(deedOf({ ...entry, action: 'review.decided', after: { state: 'hidden' } }).deed).toBe('隐藏了一条评价')
  })
  it('does not fail at one it does not know', () => {
    expect(deedOf({ ...entry, action: 'goods.listed' })).toEqual({ deed: 'goods.listed', words: '' })
    expect(deedOf({ ...entry, action: 'coupon.verified', after: 'x' }).deed).toBe('核销了一张券')
  })
})

it('an invitation that is over is said kindly; a lost answer is not the end of it', () => {
  const over = (code: string) => overOf({ code: code as ErrorCode, message: '', facts: {} })
  for (const code of [
    'INVITATION_USED',
    'INVITATION_EXPIRED',
    'INVITATION_REVOKED',
    'INVITATION_NOT_FOUND',
    'ROLE_HELD',
  ])
    expect(over(code)?.words).toBeTruthy()
  expect(over('NETWORK')).toBeNull()
  expect(overOf(null)).toBeNull()
})

it('a chart has its height before it is drawn', () => {
  expect(heightOf('<svg viewBox="0 0 344 220">')).toBe(64)
  expect(heightOf('<svg>')).toBe(64)
  expect(heightOf('<svg viewBox="0 0 344 688">')).toBe(200)
})

it('long lists are drawn in groups of fewer than sixty', () => {
  expect(groupsOf(Array.from({ length: 130 }, (_, i) => i)).every((group) => group.length < 60)).toBe(true)
  expect(groupsOf([])).toEqual([])
})
