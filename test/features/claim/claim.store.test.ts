import { describe, expect, it } from 'vitest'
import { ClaimStore } from '../../../src/features/claim/claim.store'
import type { BatchCard } from '../../../src/contract/coupon'
import { instant } from '../../../src/domain/time'
import type { Answer } from '../../../src/platform/answer'
import type { Api } from '../../../src/platform/request'

const NOON = instant('2026-06-01T12:00:00+08:00')
const batch: BatchCard = {
  id: 'b1',
  title: '开业满减券',
  note: '',
  value: { kind: 'amount-off', off: 2000, threshold: 9900 },
  scope: { kind: 'all' },
  usableOnline: true,
  usableCounter: true,
  storeIds: ['here'],
  maxHops: 1,
  benefit: false,
  total: 100,
  remaining: 10,
  remainingToday: null,
  perPerson: 1,
  claimOpensAt: instant('2026-05-25T00:00:00+08:00'),
  claimClosesAt: instant('2026-06-20T00:00:00+08:00'),
  withdrawn: false,
  use: { opensAt: null, closesAt: instant('2026-08-01T00:00:00+08:00'), days: null },
}

/** An API that answers claims as it is told, one after another, and remembers the keys it heard. */
function harness(answers: Answer<unknown>[], shown: BatchCard = batch) {
  const asked: string[] = []
  const heard: { key: string | undefined; body: unknown }[] = []
  const kept = new Map<string, unknown>()
  const gates: (() => void)[] = []
  const api: Api = {
    get: async (path: string) =>
      ({ ok: true, data: path.includes('batches') ? { batches: [shown] } : { claims: [] } }) as never,
    getCached: () => null,
    post: async (_path: string, body?: unknown, options?: { key?: string }) => {
      heard.push({ key: options?.key, body })
      await new Promise<void>((open) => gates.push(open))
      return answers.shift() as never
    },
    put: async () => ({ ok: true, data: {} }) as never,
    delete: async () => ({ ok: true, data: {} }) as never,
  }
  let keys = 0
  const make = () =>
    new ClaimStore({
      api,
      storage: {
        read: (key) => (kept.get(key) as never) ?? null,
        write: (key, value) => kept.set(key, value),
        remove: (key) => kept.delete(key),
      },
      newKey: async () => `key-${++keys}`,
      touch: () => ({ channel: 'GATE1' }),
      storeId: 'here',
      consents: {
        ask: (purpose) => {
          asked.push(purpose)
          return Promise.resolve(true)
        },
      },
    })
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  /** Lets the server answer the oldest claim. */
  const answerOne = async () => {
    await settle()
    gates.shift()?.()
    await settle()
  }
  return { make, heard, asked, answerOne, settle }
}

const claimed: Answer<unknown> = { ok: true, data: { couponId: 'c1' } }
const lost: Answer<unknown> = { ok: false, error: { code: 'NETWORK', message: '网络断了一下', facts: {} } }
const refused = (code: string, facts = {}): Answer<unknown> => ({
  ok: false,
  error: { code, message: '抢光了', facts } as never,
})

describe('a tap on 领取', () => {
  it('shows at once, and shows 已领 and one fewer when the server has decided', async () => {
    const { make, answerOne, settle, heard } = harness([claimed])
    const store = make()
    await store.load()
    expect(store.stateOf(store.coupons[0]!, NOON)).toEqual({ is: 'open' })
    const tap = store.claim('b1')
    expect(store.stateOf(store.coupons[0]!, NOON)).toEqual({ is: 'claiming' })
    await settle()
    await answerOne()
    await tap
    expect(store.stateOf(store.coupons[0]!, NOON)).toEqual({ is: 'claimed' })
    expect(store.coupons[0]!.remaining).toBe(9)
    expect(heard).toEqual([{ key: 'key-1', body: { touch: { channel: 'GATE1' } } }])
  })

  it('asks WeChat for consent before anything asynchronous happens (KF-36)', async () => {
    const { make, asked, answerOne } = harness([claimed])
    const store = make()
    await store.load()
    const tap = store.claim('b1')
    expect(asked).toEqual(['coupon-ending'])
    await answerOne()
    await tap
  })

  it('twice is one claim', async () => {
    const { make, answerOne, heard } = harness([claimed, claimed])
    const store = make()
    await store.load()
    const taps = [store.claim('b1'), store.claim('b1')]
    await answerOne()
    await Promise.all(taps)
    expect(heard.length).toBe(1)
  })

  it('whose answer got lost keeps its key: the next tap repeats the same claim', async () => {
    const { make, answerOne, heard } = harness([lost, claimed])
    const store = make()
    await store.load()
    const first = store.claim('b1')
    await answerOne()
    await first
    expect(store.stateOf(store.coupons[0]!, NOON)).toEqual({ is: 'lost' })
    expect(store.refusals.get('b1')?.message).toBe('网络断了一下')
    const second = store.claim('b1')
    await answerOne()
    await second
    expect(heard.map((one) => one.key)).toEqual(['key-1', 'key-1'])
    expect(store.stateOf(store.coupons[0]!, NOON)).toEqual({ is: 'claimed' })
    expect(store.refusals.has('b1')).toBe(false)
  })

  it('whose answer got lost is repeated by itself when the app starts again', async () => {
    const { make, answerOne, heard } = harness([lost, claimed])
    const before = make()
    await before.load()
    const tap = before.claim('b1')
    await answerOne()
    await tap
    const after = make()
    const loading = after.load()
    await answerOne()
    await loading
    expect(heard.map((one) => one.key)).toEqual(['key-1', 'key-1'])
    expect(after.stateOf(after.coupons[0]!, NOON)).toEqual({ is: 'claimed' })
  })

  it('that was refused says why, and the page learns what the server knows', async () => {
    const { make, answerOne } = harness([refused('CLAIM_SOLD_OUT')])
    const store = make()
    await store.load()
    const tap = store.claim('b1')
    await answerOne()
    await tap
    expect(store.stateOf(store.coupons[0]!, NOON)).toEqual({ is: 'refused', why: 'CLAIM_SOLD_OUT' })
    expect(store.refusals.get('b1')?.message).toBe('抢光了')
  })

  it('on another phone before counts: the limit makes it 已领', async () => {
    const { make, answerOne } = harness([refused('CLAIM_LIMIT_REACHED', { perPerson: 1 })])
    const store = make()
    await store.load()
    const tap = store.claim('b1')
    await answerOne()
    await tap
    expect(store.stateOf(store.coupons[0]!, NOON)).toEqual({ is: 'claimed' })
  })
})

describe('the button before and after its time', () => {
  it('opens and closes at the instants the batch says', () => {
    const { make } = harness([])
    const store = make()
    const upcoming = { ...batch, claimOpensAt: NOON + 1 }
    expect(store.stateOf(upcoming, NOON)).toEqual({ is: 'refused', why: 'CLAIM_NOT_OPEN_YET' })
    expect(store.stateOf({ ...upcoming, claimOpensAt: NOON }, NOON)).toEqual({ is: 'open' })
    expect(store.stateOf({ ...batch, claimClosesAt: NOON }, NOON)).toEqual({ is: 'refused', why: 'CLAIM_ENDED' })
  })
})
