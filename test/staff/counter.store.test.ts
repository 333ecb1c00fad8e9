import { describe, expect, it } from 'vitest'
import type { CouponPreview, CouponVerified } from '../../src/contract/staff'
import { instant } from '../../src/domain/time'
import { type CounterParts, CounterStore } from '../../src/staff/counter/counter.store'
import { OfflineStore } from '../../src/staff/counter/offline.store'
import { fakeApi, lost, memory, ok, refused } from './fake-api'

const AT = instant('2026-06-01T10:32:00+08:00')

const eggs: CouponPreview = {
  kind: 'coupon',
  couponId: 'c1',
  title: '土鸡蛋 10 枚',
  value: {
    kind: 'exchange',
    goods: { name: '土鸡蛋', quantity: 10, unit: '枚', picture: 'egg', worth: 1500 },
    price: 0,
  },
  benefit: true,
  holder: '微信用户 · A1B2',
  usableUntil: instant('2026-06-08T00:00:00+08:00'),
}
const handed: CouponVerified = {
  ...eggs,
  verificationId: 'v1',
  at: instant('2026-06-01T10:32:00+08:00'),
  till: '3 号台',
}

function counter(scans: (string | null)[] = [], storage = memory()) {
  const server = fakeApi(() => ok({}))
  const signals: string[] = []
  const stale: string[] = []
  const { api, newKey } = server
  const clock = { now: () => AT, trusted: true }
  const offline = new OfflineStore({
    api,
    storage,
    newKey,
    storeId: 'here',
    clock,
    wall: () => AT,
    onSettled: () => undefined,
  })
  const parts: CounterParts = {
    api: server.api,
    storage,
    newKey: server.newKey,
    storeId: 'here',
    scan: async () => scans.shift() ?? null,
    signal: (outcome) => signals.push(outcome),
    onStale: () => stale.push('again'),
    offline,
  }
  const store = new CounterStore(parts)
  store.chooseTill('3 号台')
  const type = async (digits: string): Promise<void> => {
    for (const digit of digits) void store.press(digit)
    await server.settle()
  }
  return { ...server, store, storage, signals, stale, type, again: () => new CounterStore(parts) }
}

/** A counter with the preview of 12345678 on its screen. */
async function withPreview(storage = memory()) {
  const desk = counter([], storage)
  await desk.type('12345678')
  await desk.answer(ok(eggs))
  return desk
}

describe('from a code to goods over the counter', () => {
  it('takes two taps: scan, confirm', async () => {
    const { store, answer, heard, settle, signals, stale } = counter(['XS1abc'])
    const tap = store.scan()
    await settle()
    expect(store.state).toEqual({ is: 'looking', code: 'XS1abc' })
    await answer(ok(eggs))
    await tap
    expect(store.state).toMatchObject({ is: 'preview', card: { title: '土鸡蛋 10 枚' } })
    const confirmed = store.confirm()
    expect(store.state.is).toBe('confirming')
    await answer(ok(handed))
    await confirmed
    expect(store.state).toEqual({ is: 'done', answer: handed })
    expect(heard.map(({ path, body, key }) => ({ path, body, key }))).toEqual([
      { path: '/v1/staff/stores/here/verifications/preview', body: { code: 'XS1abc' }, key: undefined },
      { path: '/v1/staff/stores/here/verifications', body: { code: 'XS1abc', till: '3 号台' }, key: 'key-1' },
    ])
    expect(signals).toEqual(['good', 'good'])
    expect(stale.length).toBe(1)
  })

  it('going back from the camera leaves everything as it was', async () => {
    const { store, heard } = counter([null])
    await store.scan()
    expect(store.state).toEqual({ is: 'ready' })
    expect(heard).toEqual([])
  })

  it('a second tap on scan while the camera opens does not open it twice', async () => {
    const { store, heard, settle } = counter(['XS1abc', 'XS1def'])
    void store.scan()
    void store.scan()
    await settle()
    expect(heard.map(({ body }) => body)).toEqual([{ code: 'XS1abc' }])
  })

  it('a second tap on 确认 is the same handover', async () => {
    const { store, answer, heard } = await withPreview()
    const taps = [store.confirm(), store.confirm()]
    await answer(ok(handed))
    await Promise.all(taps)
    expect(heard.filter(({ key }) => key).length).toBe(1)
    expect(store.state.is).toBe('done')
  })

  it('nothing is confirmed before the till has a name', async () => {
    const { store, heard, settle } = await withPreview()
    store.till = null
    await store.confirm()
    await settle()
    expect(store.state.is).toBe('preview')
    expect(heard.length).toBe(1)
  })

  it('the till is chosen once and remembered on the phone, per store', async () => {
    const { again } = counter()
    expect(again().till).toBe('3 号台')
  })
})

describe('the number pad', () => {
  it('looks by itself at the eighth digit, not before', async () => {
    const { store, type, heard } = counter()
    await type('1234567')
    expect(heard).toEqual([])
    await type('8')
    expect(heard[0]?.body).toEqual({ code: '12345678' })
    expect(store.state.is).toBe('looking')
  })

  it('deletes the last, clears all, and takes no key while a code is looked up', async () => {
    const { store, type, answer } = counter()
    await type('123')
    store.erase()
    expect(store.digits).toBe('12')
    store.clear()
    expect(store.digits).toBe('')
    await type('12345678')
    await type('9')
    store.erase()
    expect(store.digits).toBe('12345678')
    await answer(ok(eggs))
  })

  it('keeps a number that may only be mistyped; the next digit begins a new one', async () => {
    const { store, type, answer } = counter()
    await type('12345678')
    await answer(refused('CODE_UNKNOWN'))
    store.back()
    expect(store.digits).toBe('12345678')
    store.erase()
    await type('9')
    expect(store.state).toEqual({ is: 'looking', code: '12345679' })
    await answer(refused('CODE_UNKNOWN'))
    store.back()
    await type('4')
    expect(store.digits).toBe('4')
  })

  it('is empty for the next customer after anything that was decided', async () => {
    const { store } = await withPreview()
    store.back()
    expect(store).toMatchObject({ digits: '', state: { is: 'ready' } })
  })
})

describe('when the answer to a handover gets lost', () => {
  it('the next tap asks with the same key, code and till, and gets the same answer (KF-44)', async () => {
    const { store, answer, heard, signals } = await withPreview()
    void store.confirm()
    await answer(lost)
    expect(store.state).toMatchObject({ is: 'lost', pending: { key: 'key-1', till: '3 号台' } })
    store.chooseTill('5 号台')
    if (store.state.is === 'lost') void store.repeat(store.state.pending)
    await answer(ok(handed))
    expect(store.state).toEqual({ is: 'done', answer: handed })
    const writes = heard.filter(({ key }) => key)
    expect(writes[1]).toEqual(writes[0])
    expect(store.pending).toEqual([])
    expect(signals).toEqual(['good', 'bad', 'good'])
  })

  it('it can be left for later and is still there after a restart', async () => {
    const { store, answer, again } = await withPreview()
    void store.confirm()
    await answer(lost)
    store.back()
    expect(store.state).toEqual({ is: 'ready' })
    expect(store.pending.length).toBe(1)
    const reopened = again()
    expect(reopened.pending).toMatchObject([{ code: '12345678', key: 'key-1' }])
    void reopened.repeat(reopened.pending[0]!)
    await answer(ok(handed))
    expect(reopened.pending).toEqual([])
    expect(again().pending).toEqual([])
  })

  it('the page closed while it was on its way forgets nothing either', async () => {
    const { store, settle, again } = await withPreview()
    void store.confirm()
    await settle()
    expect(again().pending).toMatchObject([{ key: 'key-1' }])
  })

  it('a refusal has decided: the key is let go', async () => {
    const { store, answer, again } = await withPreview()
    void store.confirm()
    await answer(refused('ALREADY_VERIFIED', '已于 10:32 由 3 号台核销'))
    expect(store.state).toMatchObject({ is: 'refused', error: { code: 'ALREADY_VERIFIED' } })
    expect(again().pending).toEqual([])
  })
})

describe('a look that is refused', () => {
  it('sounds bad and says why', async () => {
    const { store, type, answer, signals } = counter()
    await type('12345678')
    await answer(refused('COUPON_EXPIRED', '这张券已过期'))
    expect(store.state).toMatchObject({ is: 'refused', error: { message: '这张券已过期' }, code: '12345678' })
    expect(signals).toEqual(['bad'])
  })

  it('is made again by one tap when the network was the reason', async () => {
    const { store, type, answer, heard } = counter()
    await type('12345678')
    await answer(lost)
    void store.lookAgain()
    await answer(ok(eggs))
    expect(store.state.is).toBe('preview')
    expect(heard.length).toBe(2)
  })

  it('a role taken back meanwhile makes the page ask anew who may be here', async () => {
    const { type, answer, stale } = counter()
    await type('12345678')
    await answer(refused('NOT_ALLOWED'))
    expect(stale.length).toBe(1)
  })
})
