import { describe, expect, it } from 'vitest'
import type { CouponCard, CouponsAnswer } from '../../../src/contract/coupon'
import { WalletStore } from '../../../src/features/coupon/wallet.store'
import type { Answer } from '../../../src/platform/answer'
import { aCoupon, fakeApi, good, type Heard, later, lost, settle } from '../../support/client'

const COUNTS = { usable: 45, gifting: 1, used: 0, ended: 0 }
const all = Array.from({ length: 45 }, (_, i) => aCoupon({ id: `c${i}` }))

/** Twenty a page; the cursor is the position. */
function paged(coupons: readonly CouponCard[]) {
  return ({ query }: Heard): Answer<CouponsAnswer> => {
    const from = Number(query?.after ?? 0)
    const next = from + 20 < coupons.length ? String(from + 20) : null
    return good({ coupons: coupons.slice(from, from + 20), next, counts: COUNTS })
  }
}
const ids = (store: WalletStore): string[] => store.coupons.map(({ id }) => id)

describe('the wallet', () => {
  it('shows twenty, and twenty more each time the end is reached, none twice', async () => {
    const { api } = fakeApi(paged(all))
    const wallet = new WalletStore(api)
    await wallet.load()
    expect(ids(wallet).length).toBe(20)
    await wallet.more()
    await wallet.more()
    await wallet.more()
    expect(ids(wallet)).toEqual(all.map(({ id }) => id))
    expect(wallet.current.shown.value?.next).toBe(null)
  })

  it('reaching the end twice in a hurry asks once', async () => {
    const { api, heard } = fakeApi(paged(all))
    const wallet = new WalletStore(api)
    await wallet.load()
    await Promise.all([wallet.more(), wallet.more()])
    expect(heard.length).toBe(2)
  })

  it('coming back asks anew for as much as was shown: the list is not cut short under the thumb', async () => {
    const coupons = [...all]
    const { api } = fakeApi((heard) => paged(coupons)(heard))
    const wallet = new WalletStore(api)
    await wallet.load()
    await wallet.more()
    coupons.shift()
    await wallet.load()
    expect(ids(wallet)).toEqual(coupons.slice(0, 40).map(({ id }) => id))
  })

  it('a page that arrives after the list was asked for anew is not appended to it', async () => {
    const slow = later<Answer<CouponsAnswer>>()
    let asked = 0
    const { api } = fakeApi((heard) =>
      heard.query?.after && ++asked === 1 ? slow.promise : paged(all.slice(0, 3))(heard),
    )
    const wallet = new WalletStore(api)
    await wallet.load()
    wallet.current.shown.change({ coupons: all.slice(0, 20), next: '20', counts: COUNTS })
    const more = wallet.more()
    await settle()
    await wallet.load()
    slow.answer(paged(all)({ path: '', query: { after: '20' } }))
    await more
    expect(ids(wallet)).toEqual(['c0', 'c1', 'c2'])
  })

  it('a next page that does not come leaves what is shown, says why, and may be asked for again', async () => {
    let dead = true
    const { api } = fakeApi((heard) => (heard.query?.after && dead ? lost : paged(all)(heard)))
    const wallet = new WalletStore(api)
    await wallet.load()
    await wallet.more()
    expect(ids(wallet).length).toBe(20)
    expect(wallet.current.moreError?.code).toBe('NETWORK')
    dead = false
    await wallet.more()
    expect(ids(wallet).length).toBe(40)
    expect(wallet.current.moreError).toBe(null)
  })

  it('counts all shelves from the answer of any one of them', async () => {
    let counts = COUNTS
    const { api } = fakeApi(() => good({ coupons: [], next: null, counts }))
    const wallet = new WalletStore(api)
    expect(wallet.counts).toBe(null)
    await wallet.load()
    expect(wallet.counts).toEqual(COUNTS)
    counts = { ...COUNTS, used: 3 }
    wallet.choose('used')
    await settle()
    expect(wallet.counts?.used).toBe(3)
  })

  it('shows the last answer with its age while there is no network', async () => {
    const { api, kept } = fakeApi(() => lost)
    kept.set('/v1/coupons', { data: { coupons: [aCoupon()], next: null, counts: COUNTS }, storedAt: 5 })
    const wallet = new WalletStore(api)
    await wallet.load()
    expect(ids(wallet)).toEqual(['c1'])
    expect(wallet.current.shown.keptAt).toBe(5)
    expect(wallet.counts).toEqual(COUNTS)
  })
})
