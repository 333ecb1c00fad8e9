import { describe, expect, it } from 'vitest'
import type { CouponCard } from '../../../src/contract/coupon'
import { instant } from '../../../src/domain/time'
import { HandyStore } from '../../../src/features/coupon/handy.store'
import type { Api } from '../../../src/platform/request'

const NOON = instant('2026-06-06T12:00:00+08:00')
const coupon = (id: string, over: Partial<CouponCard> = {}): CouponCard => ({
  id,
  batchId: 'b',
  title: '开业满减券',
  note: '',
  value: { kind: 'amount-off', off: 2000, threshold: 9900 },
  scope: { kind: 'all' },
  usableOnline: true,
  usableCounter: true,
  storeIds: ['here'],
  maxHops: 1,
  benefit: false,
  shelf: 'usable',
  claimedAt: NOON - 1000,
  usableFrom: NOON - 1000,
  usableUntil: NOON + 86_400_000,
  received: false,
  giveable: true,
  gift: null,
  usedAt: null,
  usedStoreId: null,
  ...over,
})

async function handy(...coupons: CouponCard[]): Promise<HandyStore> {
  const answer = { ok: true, data: { coupons, next: null, counts: { usable: 0, gifting: 0, used: 0, ended: 0 } } }
  const api = { get: async () => answer, getCached: () => null } as unknown as Api
  const store = new HandyStore(api)
  await store.load()
  return store
}

describe('coupons at hand on the home page', () => {
  it('are those the counter would take now, in the order the wallet has them', async () => {
    const store = await handy(
      coupon('online', { usableCounter: false }),
      coupon('early', { usableFrom: NOON + 1 }),
      coupon('now'),
      coupon('away', { gift: { id: 'g', expiresAt: NOON + 1000 }, shelf: 'gifting' }),
    )
    expect(store.at(NOON).map(({ id }) => id)).toEqual(['now'])
  })

  it('are two at the most, and none once they have ended', async () => {
    const store = await handy(coupon('a'), coupon('b'), coupon('c'))
    expect(store.at(NOON).length).toBe(2)
    expect(store.at(instant('2026-06-08T12:00:00+08:00'))).toEqual([])
  })
})
