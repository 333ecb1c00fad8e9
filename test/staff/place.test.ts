import { describe, expect, it } from 'vitest'
import { ClaimsStore } from '../../src/staff/claims/claims.store'
import { StaffPlace } from '../../src/staff/place'
import { StockPlanStore } from '../../src/staff/stock-plan/stock-plan.store'
import { instant } from '../../src/domain/time'
import { fakeApi, lost, ok } from './fake-api'

const me = (...grants: { storeId: string; role: string }[]) => ({
  staff: { name: '小李', grants: grants.map((grant) => ({ storeName: `${grant.storeId}店`, ...grant })) },
})

describe('the store a staff page is about', () => {
  it('is the one named, when the person may do it there', async () => {
    const { api } = fakeApi(() => ok(me({ storeId: 'a', role: 'owner' }, { storeId: 'b', role: 'clerk' })))
    const place = new StaffPlace(api, 'b', 'verify')
    expect(await place.choose()).toEqual({ ok: true, data: 'b' })
    expect(place.place).toEqual({ storeId: 'b', storeName: 'b店', role: 'clerk' })
  })

  it('is the first in which they may, when none is named', async () => {
    const { api } = fakeApi(() => ok(me({ storeId: 'b', role: 'clerk' }, { storeId: 'a', role: 'manager' })))
    expect(await new StaffPlace(api, undefined, 'see-team').choose()).toEqual({ ok: true, data: 'a' })
  })

  it('is none for who has no role there', async () => {
    for (const answer of [me({ storeId: 'b', role: 'clerk' }), { staff: null }]) {
      const { api } = fakeApi(() => ok(answer))
      expect(await new StaffPlace(api, 'a', 'verify').choose()).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
    }
  })

  it('is known at once from what the phone kept; the role is asked for again', async () => {
    const { api, kept, settle } = fakeApi(() => ok(me({ storeId: 'a', role: 'manager' })))
    kept.set('/v1/me', { data: me({ storeId: 'a', role: 'clerk' }), storedAt: 0 })
    const place = new StaffPlace(api, 'a', 'verify')
    expect(await place.choose()).toEqual({ ok: true, data: 'a' })
    await settle()
    expect(place.place?.role).toBe('manager')
  })
})

describe('the report of claims', () => {
  it('asks for the last days of the store, today among them, in the colours of the phone', async () => {
    const { api, asked, settle } = fakeApi(() => ok({}))
    // half past midnight in the store is still yesterday in London
    const now = () => instant('2026-06-02T00:30:00+08:00')
    const store = new ClaimsStore({ api, now, storeId: 'here', theme: () => 'dark' })
    await store.report.load()
    await Promise.all([store.choose('7'), store.choose('7')])
    await settle()
    expect(asked.map(({ query }) => query)).toEqual([
      { from: '2026-05-20', to: '2026-06-02', theme: 'dark' },
      { from: '2026-05-27', to: '2026-06-02', theme: 'dark' },
    ])
  })

  it('goes back to the days it shows when those asked for do not come', async () => {
    const answers = [ok({}), lost, ok({})]
    const { api, settle } = fakeApi(() => answers.shift()!)
    const now = () => instant('2026-06-02T00:30:00+08:00')
    const store = new ClaimsStore({ api, now, storeId: 'here', theme: () => 'light' })
    await store.report.load()
    const tap = store.choose('30')
    expect(store.range).toBe('30')
    await tap
    expect(store.range).toBe('14')
    await store.choose('30')
    await settle()
    expect(store.range).toBe('30')
  })

  it('folds its table again when another one is looked at', () => {
    const store = new ClaimsStore({
      api: fakeApi(() => ok({})).api,
      now: () => instant('2026-06-02T00:30:00+08:00'),
      storeId: 'here',
      theme: () => 'light',
    })
    store.unfold()
    store.show('days')
    expect(store).toMatchObject({ table: 'days', unfolded: false })
  })
})

it('goods of the stock plan unfold and fold', () => {
  const store = new StockPlanStore(fakeApi(() => ok({})).api, 'here', () => 'light')
  store.toggle('eggs')
  expect(store.unfolded.has('eggs')).toBe(true)
  store.toggle('eggs')
  expect(store.unfolded.has('eggs')).toBe(false)
})
