import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { endUnpaidOrders } from '../../server/payment/payment.service'
import { MINUTE } from '../../src/domain/time'
import { aKey, NOON, testApp } from '../support/app'
import { aBatch, aCoupon, aResident, type Resident } from '../support/factories'
import { someGoods } from '../support/factories-mall'
import { processes } from '../support/processes'
import { anOpenStore, disagreements, outTradeNoOf, pickupSlot, shopper } from '../support/shopping'

const main = await testApp({ max: 40 })
const { db, app, clock, pay } = main
const store = await anOpenStore(db, { pickup_capacity: 10_000 })
const [other] = await processes(main, 1)
const doors = [main, other!]

const neighbours = (count: number): Promise<Resident[]> =>
  Promise.all(Array.from({ length: count }, () => aResident(db)))
const codes = (heard: readonly { status: number; body: { error?: { code: string } } }[]): Record<string, number> => {
  const count: Record<string, number> = {}
  for (const one of heard) {
    const code = one.status === 200 ? 'ok' : (one.body.error?.code ?? String(one.status))
    count[code] = (count[code] ?? 0) + 1
  }
  return count
}
const stockOf = (goodsId: string) =>
  db.selectFrom('store_goods').select(['available', 'held']).where('goods_id', '=', goodsId).executeTakeFirstOrThrow()
const stateOf = async (orderId: string) =>
  (await db.selectFrom('shop_order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()).state

afterEach(async () => {
  clock.set(NOON)
  expect(await disagreements(db)).toEqual([])
})

describe('200 buyers and 50 pieces, on two processes', () => {
  it('KF-23, KF-5: exactly 50 get one, nothing is sold that is not there', async () => {
    const shrimp = await someGoods(db, store.id, { stock: 50 })
    const people = await neighbours(200)
    const heard = await Promise.all(people.map((who, i) => shopper(doors[i % 2]!, who, store).submit([shrimp])))
    const count = codes(heard)
    expect(count.ok).toBe(50)
    expect((count.GOODS_SHORT ?? 0) + (count.GOODS_UNAVAILABLE ?? 0)).toBe(150)
    expect(await stockOf(shrimp.id)).toEqual({ available: 0, held: 50 })
  })

  it('baskets of the same goods in any order never wait for each other in a circle', async () => {
    const shelf = await Promise.all(Array.from({ length: 6 }, () => someGoods(db, store.id, { stock: 400 })))
    const people = await neighbours(60)
    const heard = await Promise.all(
      people.map((who, i) => shopper(doors[i % 2]!, who, store).submit(i % 2 ? shelf : [...shelf].reverse())),
    )
    expect(codes(heard)).toEqual({ ok: 60 })
  })
})

describe('100 submits for the last place of a slot', () => {
  it('KF-32: one gets it, the others hear that it is full', async () => {
    const small = await anOpenStore(db, { pickup_capacity: 1 })
    const leek = await someGoods(db, small.id, { stock: 500 })
    const people = await neighbours(100)
    const heard = await Promise.all(people.map((who, i) => shopper(doors[i % 2]!, who, small).submit([leek])))
    expect(codes(heard)).toEqual({ ok: 1, SLOT_FULL: 99 })
    expect(await stockOf(leek.id)).toEqual({ available: 499, held: 1 })
  })
})

describe('one coupon', () => {
  it('KF-2, KF-3: goes into one of two orders that are submitted at once', async () => {
    const rice = await someGoods(db, store.id, { price_fen: 5000 })
    const wang = await aResident(db)
    const batch = await aBatch(db, store.id, { value: JSON.stringify({ kind: 'amount-off', off: 1000, threshold: 0 }) })
    const coupon = await aCoupon(db, batch.id, wang)
    const over = { coupons: [coupon.id], expectTotal: 4000 }
    const heard = await Promise.all(doors.map((door) => shopper(door, wang, store).submit([rice], over)))
    expect(codes(heard)).toEqual({ ok: 1, CHECKOUT_CHANGED: 1 })
  })

  it('is either used in an order or given to a neighbour, never both', async () => {
    const rice = await someGoods(db, store.id, { price_fen: 5000 })
    for (let round = 0; round < 8; round += 1) {
      const wang = await aResident(db)
      const batch = await aBatch(db, store.id, {
        value: JSON.stringify({ kind: 'amount-off', off: 1000, threshold: 0 }),
      })
      const coupon = await aCoupon(db, batch.id, wang)
      const [bought, given] = await Promise.all([
        shopper(main, wang, store).submit([rice], { coupons: [coupon.id], expectTotal: 4000 }),
        other!.as(wang).post(`/v1/coupons/${coupon.id}/gift`, { giverName: '王', message: '' }),
      ])
      expect([bought.status, given.status].filter((status) => status === 200)).toHaveLength(1)
    }
  })
})

async function prepaid(who: Resident, wanted: readonly { id: string }[]): Promise<{ orderId: string; no: string }> {
  const buyer = shopper(main, who, store)
  const { orderId } = (await buyer.submit(wanted)).body
  expect((await buyer.startsPaying(orderId)).status).toBe(200)
  return { orderId, no: await outTradeNoOf(db, orderId) }
}

describe('50 notifications of one payment, on two processes', () => {
  it('KF-27: place one order, told to the resident once', async () => {
    const tomato = await someGoods(db, store.id)
    const wang = await aResident(db)
    const { orderId, no } = await prepaid(wang, [tomato])
    const paid = pay.pays(no)
    const apps = [app, other!.app]
    const heard = await Promise.all(
      Array.from({ length: 50 }, (_, i) => apps[i % 2]!.inject(pay.letter({ ...paid, id: `letter-${i % 7}` }))),
    )
    expect(new Set(heard.map((one) => one.statusCode))).toEqual(new Set([204]))
    expect(await stateOf(orderId)).toBe('paid')
    const events = await db
      .selectFrom('order_event')
      .select('kind')
      .where('order_id', '=', orderId)
      .where('kind', '=', 'pay')
      .execute()
    const told = await db.selectFrom('inbox_message').select('id').where('resident_id', '=', wang.id).execute()
    expect([events.length, told.length]).toEqual([1, 1])
  })
})

describe('cancelling against paying', () => {
  it('KF-26: whatever comes first, the order is paid or the money goes back', async () => {
    const tomato = await someGoods(db, store.id, { stock: 1000 })
    for (let round = 0; round < 12; round += 1) {
      const wang = await aResident(db)
      const { orderId, no } = await prepaid(wang, [tomato])
      const paid = pay.pays(no)
      const [cancelled, told] = await Promise.all([
        shopper(other!, wang, store).cancels(orderId),
        app.inject(pay.letter(paid)),
      ])
      expect([cancelled.status, told.statusCode]).toEqual([200, 204])
      expect(await stateOf(orderId)).toBe('cancelled')
      const back = await db.selectFrom('refund').select(['wechat_fen']).where('order_id', '=', orderId).execute()
      expect(back).toEqual([{ wechat_fen: 390 }])
    }
  })
})

describe('the end of unpaid orders, in two processes at once', () => {
  it('KF-24, KF-25: each is ended once, and what it held is there once', async () => {
    const tomato = await someGoods(db, store.id, { stock: 60 })
    const people = await neighbours(30)
    await Promise.all(people.map((who) => shopper(main, who, store).submit([tomato])))
    expect(await stockOf(tomato.id)).toEqual({ available: 30, held: 30 })
    clock.advance(16 * MINUTE)
    const counts = await Promise.all([db, other!.db, db].map((one) => endUnpaidOrders(one, pay, clock.now)))
    expect(counts.reduce((sum, one) => sum + one.closed, 0)).toBeGreaterThanOrEqual(30)
    expect(await stockOf(tomato.id)).toEqual({ available: 60, held: 0 })
  })

  it('against payments of the last second: each order is paid or closed, and its goods with it', async () => {
    const tomato = await someGoods(db, store.id, { stock: 100 })
    const people = await neighbours(20)
    const orders = await Promise.all(people.map((who) => prepaid(who, [tomato])))
    clock.advance(16 * MINUTE)
    const letters = orders.map(({ no }) => pay.letter(pay.pays(no)))
    await Promise.all([
      endUnpaidOrders(db, pay, clock.now),
      endUnpaidOrders(other!.db, pay, clock.now),
      ...letters.map((letter, i) => (i % 2 ? app : other!.app).inject(letter)),
    ])
    for (const { orderId } of orders) expect(await stateOf(orderId)).toBe('paid')
    expect(await stockOf(tomato.id)).toEqual({ available: 80, held: 20 })
  })
})

describe('kill -9', () => {
  const running: { kill(): void }[] = []
  afterEach(() => {
    for (const one of running.splice(0)) one.kill()
  })

  async function startApi(): Promise<{ url: string; killed: Promise<unknown>; kill(): void }> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/api-process.ts', main.database.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const one = { kill: () => void child.kill('SIGKILL') }
    running.push(one)
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The API process ended before it listened')))
    const [port] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string]
    ended.catch(() => undefined)
    return { url: `http://127.0.0.1:${port}`, killed: once(child, 'exit'), kill: one.kill }
  }
  const deliver = (url: string, letter: ReturnType<typeof pay.letter>): Promise<number> =>
    fetch(url + letter.url, {
      method: 'POST',
      headers: letter.headers as Record<string, string>,
      body: letter.payload,
    }).then(
      (answer) => answer.status,
      () => 0,
    )

  it('between a payment’s notification and its commit: nothing was answered, nothing was kept, and the next one places the order', async () => {
    const tomato = await someGoods(db, store.id)
    const wang = await aResident(db)
    const { orderId, no } = await prepaid(wang, [tomato])
    const letter = pay.letter(pay.pays(no))
    // Somebody else holds the order's row, so that the notification stops in the middle of its transaction.
    const client = new pg.Client({ connectionString: main.database.url })
    await client.connect()
    await client.query('begin')
    await client.query('select from shop_order where id = $1 for update', [orderId])
    const first = await startApi()
    const answered = deliver(first.url, letter)
    await untilWaiting((client as unknown as { processID: number }).processID)
    first.kill()
    await first.killed
    expect(await answered).toBe(0)
    await client.query('rollback')
    await client.end()
    expect(await stateOf(orderId)).toBe('pending_payment')
    const kept = await db.selectFrom('payment_notification').select('id').where('out_trade_no', '=', no).execute()
    expect(kept).toEqual([])

    const second = await startApi()
    expect(await deliver(second.url, letter)).toBe(204)
    expect(await stateOf(orderId)).toBe('paid')
  }, 60_000)

  it('in a storm of orders: every one that was acknowledged is there, and each key still has its answer', async () => {
    const tomato = await someGoods(db, store.id, { stock: 120 })
    const people = await neighbours(160)
    const first = await startApi()
    let acknowledged = 0
    const ask = async (url: string, who: Resident, key: string): Promise<string | null> => {
      try {
        const answer = await fetch(`${url}/v1/orders`, {
          method: 'POST',
          headers: { authorization: `Bearer ${who.token}`, 'idempotency-key': key, 'content-type': 'application/json' },
          body: JSON.stringify({
            storeId: store.id,
            lines: [{ goodsId: tomato.id, quantity: 1 }],
            fulfilment: { kind: 'pickup', slotOpensAt: pickupSlot(NOON) },
            coupons: 'best',
            useBalance: false,
            expectTotal: 390,
            remark: '',
          }),
        })
        return ((await answer.json()) as { orderId?: string }).orderId ?? null
      } catch {
        return null // the connection died: nothing was acknowledged
      }
    }
    const keys = people.map(() => aKey())
    const before = await Promise.all(
      people.map(async (who, i) => {
        const orderId = await ask(first.url, who, keys[i]!)
        if (orderId && ++acknowledged === 30) first.kill()
        return orderId
      }),
    )
    await first.killed
    expect(before.filter(Boolean).length).toBeGreaterThanOrEqual(30)
    const second = await startApi()
    const after = await Promise.all(people.map((who, i) => ask(second.url, who, keys[i]!)))
    for (const [i, orderId] of before.entries()) if (orderId) expect(after[i]).toBe(orderId)
    expect(after.filter(Boolean).length).toBe(120)
    expect(await stockOf(tomato.id)).toEqual({ available: 0, held: 120 })
  }, 90_000)
})

/** Until somebody waits for a lock that this backend holds. */
async function untilWaiting(pid: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`
      select exists (select from pg_stat_activity where ${pid} = any (pg_blocking_pids(pid))) as waiting`.execute(db)
    if (rows[0]?.waiting) return
  }
}

it('a paid order and its key are one commit: the same submit after all this is answered the same', async () => {
  const tomato = await someGoods(db, store.id)
  const wang = await aResident(db)
  const key = aKey()
  const first = await shopper(main, wang, store).submit([tomato], { key })
  const again = await shopper(other!, wang, store).submit([tomato], { key })
  expect(again.body).toEqual(first.body)
})
