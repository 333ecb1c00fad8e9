import { sql } from 'kysely'
import { buildApp } from '../server/build-app'
import { systemClock } from '../server/clock'
import type { Db, OpenDatabase } from '../server/database/connection'
import { deriveKeys } from '../server/keys'
import { minuteOfStoreDay, plus, startOfStoreDay, storeDay } from '../src/domain/time'
import { benchStore, people, tokenOf } from './people'
import { nobodyOutside } from './unasked'

export type Growth = { readonly p99MsTenth: number; readonly p99Ms: number }
export type OrderNumbers = {
  readonly submitsPerSecond: number
  readonly submitP99Ms: number
  /** The same with a tenth of the orders in the tables. */
  readonly submitsPerSecondTenth: number
  readonly oversold: number
  readonly list: Growth
  readonly detail: Growth
  readonly board: Growth
}

const ORDERS = 1_000_000
/** Each has fifty orders among the first tenth, so that every page is full. */
const BUYERS = 2_000
const FIRST_BUYER = 2_000_000
const SHOPPERS = 40_000
const FIRST_SHOPPER = 3_000_000
const CLERK = 999_998
const UNDER_WAY = 200
const GOODS = '00000000-0000-7000-8000-0000000000a1'
const HOT_STOCK = 100_000
const SUBMIT_SECONDS = 6
export const SUBMITS_AT_ONCE = 32
const QUESTIONS = 1_500
const QUESTIONS_AT_ONCE = 4

async function prepare({ db }: OpenDatabase): Promise<void> {
  await benchStore(db)
  await sql`update store set opens_minute = 0, closes_minute = 1440, pickup_capacity = 1000000, pickup_lead_minutes = 0`.execute(
    db,
  )
  await sql`
    insert into launch (store_id, trial_opens_at, grand_opens_at, slogans, peek)
    values ('bench', now() - interval '30 days', now() - interval '20 days', '[]', '[]') on conflict do nothing`.execute(
    db,
  )
  await people(db, FIRST_BUYER, FIRST_BUYER + BUYERS)
  await people(db, FIRST_SHOPPER, FIRST_SHOPPER + SHOPPERS)
  await people(db, CLERK, CLERK + 1)
  await sql`insert into staff (id, resident_id, name) select md5('so')::uuid, md5('r' || ${CLERK}::int)::uuid, '小李'`.execute(
    db,
  )
  await sql`
    insert into staff_grant (id, staff_id, store_id, role, granted_at)
    values (md5('go')::uuid, md5('so')::uuid, 'bench', 'clerk', now())`.execute(db)
  await sql`insert into category (id, name, picture) values ('bench', '蔬菜', 'tomato') on conflict do nothing`.execute(
    db,
  )
  await sql`
    insert into goods (id, category_id, name, picture, sold_by, unit, created_at)
    values (${GOODS}::uuid, 'bench', '西红柿', 'tomato', 'piece', '个', now())`.execute(db)
  await sql`
    insert into store_goods (store_id, goods_id, price_fen, available, listed_at)
    values ('bench', ${GOODS}::uuid, 390, ${HOT_STOCK}::int, now() - interval '1 day')`.execute(db)
}

/** Orders `from` up to, not including, `to`, with two lines each; as many as a store works on are under way, all others were collected. */
async function orders({ db }: OpenDatabase, from: number, to: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // believed without looking each of them up: they fit because they are made to
    await sql`set local session_replication_role = replica`.execute(tx)
    await insertOrders(tx, from, to)
  })
  await sql`vacuum analyze shop_order, order_line`.execute(db)
  // what was written to make them is on the disk before anything is measured
  await sql`checkpoint`.execute(db)
}

async function insertOrders(db: Db, from: number, to: number): Promise<void> {
  await sql`
    insert into shop_order (id, number, tracking_code, resident_id, store_id, state, fulfilment, goods_fen, saved_fen, delivery_fen,
      total_fen, receipt, pay_until, placed_at, paid_at, ended_at, slot_place, slot_opens_at, slot_closes_at)
    select (lpad(to_hex(1700000000000 + n), 12, '0') || '7000' || substr(md5('o' || n), 1, 16))::uuid,
      lpad(n::text, 18, '0'), 'bench-' || n, md5('r' || (${FIRST_BUYER}::int + n % ${BUYERS}::int))::uuid, 'bench',
      case when n % 500 = 0 and n / 500 < ${UNDER_WAY}::int then 'paid' else 'collected' end, 'pickup', 780, 0, 0, 780,
      '[{"kind": "goods", "sourceId": null, "title": "商品", "because": "", "amount": 780}]', now(), now(), now(),
      case when n % 500 = 0 and n / 500 < ${UNDER_WAY}::int then null else now() end, 'store:bench', now(), now() + interval '1 hour'
    from generate_series(${from}::int, ${to - 1}::int) n`.execute(db)
  await sql`
    insert into order_line (id, order_id, position, goods_id, name, picture, unit, sold_by, price_fen, quantity, list_fen, paid_fen)
    select md5('l' || n || '-' || p)::uuid, (lpad(to_hex(1700000000000 + n), 12, '0') || '7000' || substr(md5('o' || n), 1, 16))::uuid,
      p, ${GOODS}::uuid, '西红柿', 'tomato', '个', 'piece', 390, 1, 390, 390
    from generate_series(${from}::int, ${to - 1}::int) n, generate_series(0, 1) p`.execute(db)
}

type App = Awaited<ReturnType<typeof buildApp>>

const percentile = (took: readonly number[], share: number): number =>
  [...took].sort((a, b) => a - b)[Math.floor(took.length * share)] ?? Number.NaN

/** p99 of a question in ms, each by another who asks; the first ones warm pools and plans. */
async function p99(app: App, ask: (i: number) => { url: string; token: string }): Promise<number> {
  const took: number[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let i = next++; i < QUESTIONS + 200; i = next++) {
      const { url, token } = ask(i)
      const startedAt = performance.now()
      const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } })
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
      if (i >= 200) took.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: QUESTIONS_AT_ONCE }, worker))
  return percentile(took, 0.99)
}

/** Submits of one hot kind of goods, each by another shopper with a key of their own. */
async function submits(app: App, first: number): Promise<{ perSecond: number; p99Ms: number }> {
  const took: number[] = []
  const now = systemClock.now()
  const slotOpensAt = plus(startOfStoreDay(storeDay(now)), (Math.floor(minuteOfStoreDay(now) / 60) + 1) * 3_600_000)
  const begin = performance.now()
  const until = begin + SUBMIT_SECONDS * 1000
  let next = first
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const n = next++
      const startedAt = performance.now()
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/orders',
        headers: {
          authorization: `Bearer ${tokenOf(FIRST_SHOPPER + n)}`,
          'idempotency-key': `bench-submit-${n}-00000000`,
        },
        payload: {
          storeId: 'bench',
          lines: [{ goodsId: GOODS, quantity: 1 }],
          fulfilment: { kind: 'pickup', slotOpensAt },
          coupons: 'best',
          useBalance: false,
          expectTotal: 390,
          remark: '',
        },
      })
      if (answer.statusCode !== 200) throw new Error(answer.body)
      took.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: SUBMITS_AT_ONCE }, worker))
  const seconds = (performance.now() - begin) / 1000
  return { perSecond: took.length / seconds, p99Ms: percentile(took, 0.99) }
}

/**
 * Orders at work, with a tenth of a million of them in the tables and with a million: a resident's list, one order, the staff's
 * board, and submits of hot goods.
 */
export async function measureOrders(database: OpenDatabase): Promise<OrderNumbers> {
  await prepare(database)
  const app = await buildApp({
    ...nobodyOutside,
    database,
    clock: systemClock,
    keys: deriveKeys(Buffer.alloc(32, 1)),
    templates: { opening: 'opening', couponEnding: 'coupon-ending', order: 'order' },
    limits: { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 },
  })
  const ids = async (): Promise<{ id: string; n: number }[]> => {
    const { rows } = await sql<{ id: string; n: number }>`
      select id, number::bigint as n from shop_order where tracking_code like 'bench-%' and number::bigint % 97 = 1
      limit ${QUESTIONS + 200}`.execute(database.db)
    return rows
  }
  const round = async () => {
    const some = await ids()
    const buyer = (n: number): string => tokenOf(FIRST_BUYER + (n % BUYERS))
    return {
      list: await p99(app, (i) => ({ url: '/v1/orders?shelf=all', token: buyer(i * 7) })),
      detail: await p99(app, (i) => {
        const { id, n } = some[i % some.length]!
        return { url: `/v1/orders/${id}`, token: buyer(n) }
      }),
      board: await p99(app, () => ({ url: '/v1/staff/stores/bench/orders?state=paid', token: tokenOf(CLERK) })),
    }
  }
  await orders(database, 0, ORDERS / 10)
  const tenth = await round()
  await submits(app, 0) // warms pools and plans
  const submitTenth = await submits(app, SHOPPERS / 4)
  await orders(database, ORDERS / 10, ORDERS)
  const whole = await round()
  const submit = await submits(app, (SHOPPERS * 5) / 8)
  await app.close()
  const { rows } = await sql<{ wrong: number }>`
    select (count(*) - (select held from store_goods where goods_id = ${GOODS}::uuid))::int as wrong from order_line l
    join shop_order o on o.id = l.order_id where o.state = 'pending_payment'`.execute(database.db)
  const growth = (name: 'list' | 'detail' | 'board'): Growth => ({ p99MsTenth: tenth[name], p99Ms: whole[name] })
  return {
    submitsPerSecond: submit.perSecond,
    submitP99Ms: submit.p99Ms,
    submitsPerSecondTenth: submitTenth.perSecond,
    oversold: rows[0]!.wrong,
    list: growth('list'),
    detail: growth('detail'),
    board: growth('board'),
  }
}
