import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OrderPreview, OrderVerified } from '../../src/contract/staff'
import type { OfflineListAnswer } from '../../src/contract/staff-order'
import { qrText, qrWindowAt } from '../../src/domain/pickup/code'
import { orderQrToSign } from '../../src/domain/pickup/order-qr'
import { DAY, HOUR, type Instant, instant, MINUTE, plus, SECOND } from '../../src/domain/time'
import type { Answer } from '../../src/platform/answer'
import type { Storage } from '../../src/platform/storage'
import { CounterStore } from '../../src/staff/counter/counter.store'
import { OfflineStore } from '../../src/staff/counter/offline.store'
import { fakeApi, lost, memory, ok, refused } from './fake-api'

const TEN = instant('2026-06-01T10:32:00+08:00')
const idOf = (n: number): string => `0197a1b2-0000-7000-8000-00000000000${n}`
const keyOf = (n: number): Buffer => Buffer.alloc(32, n)

/** As the server signs it: the order's own key over window and id. */
function qrOf(n: number, at: Instant, key = keyOf(n)): string {
  const signed = orderQrToSign(qrWindowAt(at), idOf(n))
  const signature = createHmac('sha256', key).update(signed).digest().subarray(0, 16)
  return qrText(Buffer.concat([signed, signature]).toString('base64url'), 'order')
}
const listOf = (asOf: Instant, orders = [1, 2, 3]): OfflineListAnswer => ({
  storeId: 'here',
  asOf,
  until: plus(asOf, 12 * HOUR),
  orders: orders.map((n) => ({
    orderId: idOf(n),
    number: `20260601000000421${n}`,
    customer: '王** · 尾号 8000',
    units: 5,
    lines: [{ name: '鲈鱼', amount: '612 g' }],
    key: keyOf(n).toString('base64url'),
  })),
  digest: 'd'.repeat(43),
  signature: 's'.repeat(22),
})
const preview: OrderPreview = {
  kind: 'order',
  orderId: idOf(1),
  number: '202606010000004211',
  customer: '王** · 尾号 8000',
  slot: null,
  lines: [{ name: '鲈鱼', picture: 'fish', amount: '612 g', gift: false }],
  units: 5,
  remark: '',
  notes: [],
  alsoHas: [],
}
const { alsoHas: _, ...collected } = preview
const verified: OrderVerified = { ...collected, handoverId: 'h1', at: TEN, till: '3 号台', also: [] }

/** A phone at a counter: its network, its clock, its storage; `restart` kills the app and opens it again. */
function aPhone(options: { wallAhead?: number; storage?: Storage } = {}) {
  const storage = options.storage ?? memory()
  let now = TEN
  let list: Answer<unknown> = ok(listOf(TEN))
  const server = fakeApi(() => list)
  const signals: string[] = []
  const settled: string[] = []

  function open(trusted = true) {
    const clock = { now: () => (trusted ? now : (0 as Instant)), trusted }
    const wall = () => now + (options.wallAhead ?? 0)
    const offline = new OfflineStore({
      api: server.api,
      storage,
      newKey: server.newKey,
      storeId: 'here',
      clock,
      wall,
      onSettled: () => settled.push('again'),
    })
    const store = new CounterStore({
      api: server.api,
      storage,
      newKey: server.newKey,
      storeId: 'here',
      scan: async () => null,
      signal: (outcome) => signals.push(outcome),
      onStale: () => undefined,
      offline,
    })
    store.chooseTill('3 号台')
    return { store, offline }
  }
  return {
    ...server,
    storage,
    signals,
    settled,
    open,
    at: () => now,
    pass: (ms: number) => {
      now = plus(now, ms)
    },
    network: (answer: Answer<unknown>) => {
      list = answer
    },
    queued: () => storage.read<{ orderId: string; at: number }[]>('offline-queue.here') ?? [],
  }
}

/** A counter that had the list and then lost the network. */
async function aCounterWithoutNetwork(options: Parameters<typeof aPhone>[0] = {}) {
  const phone = aPhone(options)
  const counter = phone.open()
  await counter.offline.pulse()
  phone.network(lost)
  await counter.offline.pulse()
  expect(counter.offline.away).toBe(true)
  return { ...phone, ...counter }
}

describe('a scan without the network', () => {
  it('is checked on the phone at once, and the goods may go', async () => {
    const { store, heard, signals, at } = await aCounterWithoutNetwork()
    await store.look(qrOf(1, at()))
    expect(store.state).toMatchObject({ is: 'offline', order: { orderId: idOf(1), customer: '王** · 尾号 8000' } })
    expect(heard).toEqual([])
    expect(signals).toEqual(['good'])
  })

  it('that nobody answered is checked as of when it was scanned, however long the waiting took', async () => {
    const phone = aPhone()
    const { store, offline } = phone.open()
    await offline.pulse()
    const look = store.look(qrOf(1, phone.at()))
    phone.pass(2 * MINUTE)
    await phone.answer(lost)
    await look
    expect(store.state).toMatchObject({ is: 'offline', at: TEN })
  })

  it.each<[string, (at: Instant) => string, string, RegExp]>([
    ['forged: signed with another key', (at) => qrOf(1, at, keyOf(2)), 'CODE_FORGED', /不是本店签发/],
    ['an order that is not on the list', (at) => qrOf(9, at), 'ORDER_NOT_FOUND', /10:32 的名单里没有/],
    ['a code of a minute ago', (at) => qrOf(1, plus(at, -90 * SECOND)), 'CODE_STALE', /刷新/],
    [
      'a code that is three days away says so of the clock',
      (at) => qrOf(1, plus(at, -3 * DAY)),
      'CODE_STALE',
      /差 3 天/,
    ],
    ['digits', () => '12345678', 'NETWORK', /离线不能查数字/],
    ['the QR of a coupon', () => `XS1${'A'.repeat(52)}`, 'NETWORK', /券要联网/],
    ['no code of ours', () => 'hello', 'CODE_MALFORMED', /不是本店的码/],
  ])('%s is refused', async (_name, code, refusal, words) => {
    const phone = await aCounterWithoutNetwork()
    const { store, signals, at, queued } = phone
    const look = store.look(code(at()))
    if (!code(at()).startsWith('XS2')) await phone.answer(lost)
    await look
    expect(store.state).toMatchObject({ is: 'refused', error: { code: refusal } })
    if (store.state.is === 'refused') expect(store.state.error.message).toMatch(words)
    expect(signals).toEqual(['bad'])
    expect(queued()).toEqual([])
  })

  it('is taken in its window and one on either side, as at the server', async () => {
    const { store, at } = await aCounterWithoutNetwork()
    for (const apart of [-30, 0, 30]) {
      await store.look(qrOf(1, plus(at(), apart * SECOND)))
      expect(store.state.is).toBe('offline')
      store.back()
    }
  })

  it('is not checked with a list of more than twelve hours', async () => {
    const { store, at, pass } = await aCounterWithoutNetwork()
    pass(12 * HOUR)
    await store.look(qrOf(1, at()))
    expect(store.state).toMatchObject({ is: 'refused', error: { message: '离线名单过期了，连一次网再核' } })
  })
})

describe('handing over without the network', () => {
  it('is kept on the phone before the screen says so', async () => {
    const { store, at, queued, signals } = await aCounterWithoutNetwork()
    await store.look(qrOf(1, at()))
    store.confirmOffline()
    expect(store.state).toMatchObject({ is: 'queued', till: '3 号台' })
    expect(queued()).toMatchObject([{ orderId: idOf(1), at: TEN, till: '3 号台', code: qrOf(1, TEN) }])
    expect(signals).toEqual(['good', 'good'])
  })

  it('a phone that is full hands nothing over', async () => {
    const storage = memory()
    const { store, at, offline } = await aCounterWithoutNetwork({ storage })
    const write = storage.write
    storage.write = (key, value) => {
      if (!key.startsWith('offline-queue')) write(key, value)
    }
    await store.look(qrOf(1, at()))
    store.confirmOffline()
    expect(store.state).toMatchObject({ is: 'refused', error: { message: expect.stringMatching(/先不要交货/) } })
    expect(offline.queue).toEqual([])
  })

  it('twice on one till is refused, also after the app was killed', async () => {
    const { store, at, open, pass, queued, answer } = await aCounterWithoutNetwork()
    await store.look(qrOf(1, at()))
    store.confirmOffline()
    store.back()
    pass(40 * SECOND)
    await store.look(qrOf(1, at()))
    expect(store.state).toMatchObject({ is: 'refused', error: { code: 'ORDER_COLLECTED' } })
    const again = open()
    void again.store.look(qrOf(1, at()))
    await answer(lost)
    expect(again.store.state).toMatchObject({ is: 'refused', error: { code: 'ORDER_COLLECTED' } })
    expect(queued()).toHaveLength(1)
  })

  it('twice is refused even when the network is back and the server has not been told yet', async () => {
    const phone = await aCounterWithoutNetwork()
    await phone.store.look(qrOf(1, phone.at()))
    phone.store.confirmOffline()
    const { store } = phone.open()
    void store.look('12345678')
    await phone.answer(ok(preview))
    expect(store.state).toMatchObject({ is: 'refused', error: { code: 'ORDER_COLLECTED' } })
  })

  it('what was handed over with the network is not handed over again without', async () => {
    const phone = aPhone()
    const { store, offline } = phone.open()
    await offline.pulse()
    void store.look(qrOf(1, phone.at()))
    await phone.answer(ok(preview))
    void store.confirm()
    await phone.answer(ok(verified))
    expect(store.state.is).toBe('done')
    store.back()
    phone.network(lost)
    await offline.pulse()
    await store.look(qrOf(1, phone.at()))
    expect(store.state).toMatchObject({ is: 'refused', error: { code: 'ORDER_COLLECTED' } })
  })

  it('a confirmation that got no answer goes on without the network, and is told with the rest', async () => {
    const phone = aPhone()
    const { store, offline } = phone.open()
    await offline.pulse()
    void store.look(qrOf(1, phone.at()))
    await phone.answer(ok(preview))
    void store.confirm()
    phone.pass(MINUTE)
    await phone.answer(lost)
    expect(store.state).toMatchObject({ is: 'offline', at: TEN })
    expect(store.pending).toHaveLength(1)
    store.chooseTill('5 号台')
    store.confirmOffline()
    expect(store.state).toMatchObject({ is: 'queued', till: '3 号台' })
    expect(store.pending).toEqual([])
    expect(phone.queued()).toMatchObject([{ till: '3 号台' }])
  })

  it('one that a manager took back may be handed over again once the list says that it waits', async () => {
    const { store, offline, at, pass, network, answer } = await aCounterWithoutNetwork()
    await store.look(qrOf(1, at()))
    store.confirmOffline()
    store.back()
    network(ok(listOf(at(), [2, 3])))
    void offline.pulse()
    await answer(ok({ results: [{ orderId: idOf(1), at: TEN, outcome: 'settled', words: '' }] }))
    pass(HOUR)
    network(ok(listOf(at())))
    await offline.pulse()
    network(lost)
    await offline.pulse()
    await store.look(qrOf(1, at()))
    expect(store.state.is).toBe('offline')
  })
})

describe('when the network is back', () => {
  it('what was handed over is told by itself, with the list it was checked by, and the queue is empty', async () => {
    const phone = await aCounterWithoutNetwork()
    const { store, offline, at, network, answer, heard, settled, queued } = phone
    for (const n of [1, 2]) {
      await store.look(qrOf(n, at()))
      store.confirmOffline()
      store.back()
    }
    expect(heard).toEqual([])
    network(ok(listOf(at(), [3])))
    offline.tick(plus(at(), 20 * SECOND))
    await answer(
      ok({
        results: [
          { orderId: idOf(1), at: TEN, outcome: 'settled', words: '' },
          { orderId: idOf(2), at: TEN, outcome: 'conflict', words: '已于 10:30 由 1 号台交货' },
        ],
      }),
    )
    const last = heard.at(-1)!
    expect(last.path).toBe('/v1/staff/stores/here/settlements')
    expect(last.body).toEqual({
      handovers: [1, 2].map((n) => ({
        code: qrOf(n, TEN),
        orderId: idOf(n),
        till: '3 号台',
        at: TEN,
        list: { asOf: TEN, until: TEN + 12 * HOUR, digest: 'd'.repeat(43), signature: 's'.repeat(22) },
      })),
    })
    expect(offline.queue).toEqual([])
    expect(queued()).toEqual([])
    expect(settled).toEqual(['again'])
    expect(offline.away).toBe(false)
  })

  it('an app that was killed tells what it had kept', async () => {
    const phone = await aCounterWithoutNetwork()
    await phone.store.look(qrOf(1, phone.at()))
    phone.store.confirmOffline()
    const { offline } = phone.open()
    expect(offline.queue).toMatchObject([{ orderId: idOf(1) }])
    void offline.pulse()
    await phone.answer(ok({ results: [{ orderId: idOf(1), at: TEN, outcome: 'settled', words: '' }] }))
    expect(offline.queue).toEqual([])
    expect(phone.open().offline.queue).toEqual([])
  })

  it('a server that does not take it loses nothing: it stays on the phone, with why', async () => {
    const phone = await aCounterWithoutNetwork()
    await phone.store.look(qrOf(1, phone.at()))
    phone.store.confirmOffline()
    phone.network(ok(listOf(phone.at())))
    void phone.offline.pulse()
    await phone.answer(refused('NOT_ALLOWED', '你没有这项权限，请联系店长'))
    expect(phone.offline).toMatchObject({ away: false, trouble: { code: 'NOT_ALLOWED' } })
    expect(phone.queued()).toHaveLength(1)
  })

  it('the list is asked for every few minutes while all is well, and soon again when nobody answers', async () => {
    const phone = aPhone()
    const { offline } = phone.open()
    await offline.pulse()
    const lists = () => phone.asked.filter(({ path }) => path.endsWith('/offline-list')).length
    offline.tick(plus(TEN, 3 * MINUTE - 1))
    expect(lists()).toBe(1)
    phone.network(lost)
    offline.tick(plus(TEN, 3 * MINUTE))
    await phone.settle()
    expect(lists()).toBe(2)
    offline.tick(plus(TEN, 19 * SECOND))
    expect(lists()).toBe(2)
    offline.tick(plus(TEN, 20 * SECOND))
    await phone.settle()
    expect(lists()).toBe(3)
  })
})

describe('a phone whose clock is wrong by days', () => {
  it('checks by the server’s time while the app runs', async () => {
    const { store, at } = await aCounterWithoutNetwork({ wallAhead: 5 * DAY })
    await store.look(qrOf(1, at()))
    expect(store.state.is).toBe('offline')
  })

  it('and after a start without the network, counted from how wrong it was when the list came', async () => {
    const phone = await aCounterWithoutNetwork({ wallAhead: -5 * DAY })
    phone.pass(2 * HOUR)
    const { store, offline } = phone.open(false)
    await offline.pulse()
    expect(offline.now()).toBe(plus(TEN, 2 * HOUR))
    await store.look(qrOf(2, phone.at()))
    expect(store.state).toMatchObject({ is: 'offline', at: plus(TEN, 2 * HOUR) })
  })

  it('that never heard the time and has no list hands nothing over', async () => {
    const phone = aPhone()
    phone.network(lost)
    const { store, offline } = phone.open(false)
    await offline.pulse()
    expect(offline.now()).toBeNull()
    await store.look(qrOf(1, phone.at()))
    expect(store.state).toMatchObject({ is: 'refused', error: { message: '这部手机还没有离线名单，连一次网就有' } })
  })
})

describe('an order with the network', () => {
  it('is previewed and handed over by two taps, chosen coupons along with it', async () => {
    const phone = aPhone()
    const { store } = phone.open()
    const eggs = {
      couponId: 'c1',
      title: '土鸡蛋',
      value: { kind: 'free-delivery' as const, threshold: 0 },
      benefit: true,
    }
    void store.look(qrOf(1, phone.at()))
    await phone.answer(
      ok({
        ...preview,
        alsoHas: [
          { ...eggs, usableUntil: TEN },
          { ...eggs, couponId: 'c2', usableUntil: TEN },
        ],
      }),
    )
    store.toggleAlong('c1')
    store.toggleAlong('c2')
    store.toggleAlong('c2')
    void store.confirm()
    await phone.answer(ok(verified))
    expect(store.state).toMatchObject({ is: 'done', answer: { handoverId: 'h1' } })
    expect(phone.heard.at(-1)?.body).toEqual({ code: qrOf(1, TEN), till: '3 号台', alsoCouponIds: ['c1'] })
  })

  it('forgets what was chosen for the customer before', async () => {
    const phone = aPhone()
    const { store } = phone.open()
    void store.look(qrOf(1, phone.at()))
    await phone.answer(ok(preview))
    store.toggleAlong('c1')
    store.back()
    void store.look(qrOf(2, phone.at()))
    await phone.answer(ok({ ...preview, orderId: idOf(2) }))
    expect(store.along).toEqual([])
  })
})
