import { describe, expect, it } from 'vitest'
import { HOUR, instant, plus } from '../../src/domain/time'
import { isReversible, TodayStore, type Verification } from '../../src/staff/counter/today.store'
import { fakeApi, lost, ok, refused } from './fake-api'

const AT = instant('2026-06-01T10:32:00+08:00')
const one: Verification = {
  kind: 'coupon',
  id: 'v1',
  title: '土鸡蛋 10 枚',
  value: { kind: 'free-delivery', threshold: 0 },
  holder: '微信用户 · A1B2',
  at: AT,
  till: '3 号台',
  clerk: '小李',
  method: 'qr',
  reversedAt: null,
}

function today() {
  const pages = [
    { verifications: [one, { ...one, id: 'v2' }], next: 'more' },
    {
      verifications: [
        { ...one, id: 'v2' },
        { ...one, id: 'v3' },
      ],
      next: null,
    },
  ]
  const server = fakeApi((_path, { after }) => ok(after ? pages[1] : pages[0]))
  return { ...server, store: new TodayStore(server.api, 'here', server.newKey) }
}

describe('what a store handed over today', () => {
  it('comes a page at a time; one that moved between two pages is shown once', async () => {
    const { store } = today()
    await store.list.load()
    await store.list.more()
    expect(store.list.shown.value?.verifications.map(({ id }) => id)).toEqual(['v1', 'v2', 'v3'])
  })

  it('may be taken back up to, not including, two hours after it, and once', () => {
    expect(isReversible(one, plus(AT, 2 * HOUR - 1))).toBe(true)
    expect(isReversible(one, plus(AT, 2 * HOUR))).toBe(false)
    expect(isReversible({ ...one, reversedAt: AT }, AT)).toBe(false)
  })

  it('an order counts from when the server heard of it, which without the network may be long after', () => {
    const order: Verification = {
      ...one,
      kind: 'order',
      title: '订单 4218 · 5 件',
      orderId: 'o1',
      number: '202606010000004218',
      units: 5,
      method: 'offline',
      settledAt: plus(AT, 10 * HOUR),
    }
    expect(isReversible(order, plus(AT, 12 * HOUR - 1))).toBe(true)
    expect(isReversible(order, plus(AT, 12 * HOUR))).toBe(false)
  })
})

describe('taking a verification back', () => {
  it('wants a reason', async () => {
    const { store, heard, settle } = today()
    store.pick(one)
    store.write(' 错 ')
    await store.reverse()
    await settle()
    expect(heard).toEqual([])
  })

  it('sends it once, closes, and asks for the list anew', async () => {
    const { store, answer, heard, asked } = today()
    store.pick(one)
    store.write('点错了')
    void store.reverse()
    void store.reverse()
    await answer(ok({ done: true }))
    expect(heard).toEqual([
      { path: '/v1/staff/stores/here/verifications/v1/reverse', body: { reason: '点错了' }, key: 'key-1' },
    ])
    expect(store.target).toBeNull()
    expect(asked.length).toBe(1)
  })

  it('a lost answer keeps sheet, reason and key', async () => {
    const { store, answer, heard } = today()
    store.pick(one)
    store.write('点错了')
    void store.reverse()
    await answer(lost)
    expect(store).toMatchObject({ target: { id: 'v1' }, reason: '点错了' })
    void store.reverse()
    await answer(ok({ done: true }))
    expect(heard.map(({ key }) => key)).toEqual(['key-1', 'key-1'])
  })

  it('a refusal is said in the sheet', async () => {
    const { store, answer } = today()
    store.pick(one)
    store.write('点错了')
    void store.reverse()
    await answer(refused('REVERSAL_TOO_LATE', '超过 2 小时，不能撤销'))
    expect(store.error?.message).toBe('超过 2 小时，不能撤销')
    expect(store.target?.id).toBe('v1')
  })
})
