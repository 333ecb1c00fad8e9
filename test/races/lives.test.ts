// Orders live through everything at once, in two processes: bought, paid late, cancelled, weighed, short, refused, handed over, asked back.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cancel } from '../../server/order/order.service'
import { askRefunds } from '../../server/payment/ask-refunds.service'
import { endUnpaidOrders } from '../../server/payment/payment.service'
import { fill, paths } from '../../src/contract/paths'
import { MINUTE } from '../../src/domain/time'
import { NOON, testApp } from '../support/app'
import { aBatch, aCoupon, aResident, aStaffMember, type Resident } from '../support/factories'
import { anOffer, aSpecial, someGoods } from '../support/factories-mall'
import { processes } from '../support/processes'
import { anOpenStore, disagreements, outTradeNoOf, shopper } from '../support/shopping'

const main = await testApp({ max: 30 })
const { db, clock, pay } = main
const [other] = await processes(main, 1)
const doors = [main, other!]
const store = await anOpenStore(db, { pickup_capacity: 10_000 })
const manager = await aStaffMember(db, store.id, 'manager')

const SEED = Number(process.env.LIVES_SEED ?? 20_260_605)
const LIVES = Number(process.env.LIVES ?? 120)

const shelf = [
  await someGoods(db, store.id, { name: '西红柿', price_fen: 390, stock: 60 }),
  await someGoods(db, store.id, {
    name: '鲈鱼',
    sold_by: 'weight',
    unit: '条',
    unit_grams: 650,
    price_fen: 2400,
    stock: 60,
  }),
  await someGoods(db, store.id, { name: '大米', price_fen: 5990, stock: 60 }),
  await someGoods(db, store.id, { name: '土鸡蛋', price_fen: 1680, stock: 25 }),
]
await anOffer(db, store.id)
await aSpecial(db, store.id, shelf[0]!.id, 199, { per_person: 3, remaining: 40 })
const batch = await aBatch(db, store.id, {
  value: JSON.stringify({ kind: 'amount-off', off: 1000, threshold: 3900 }),
  total: 1000,
})

const life = fc.record({
  wanted: fc.array(fc.record({ goods: fc.nat(shelf.length - 1), quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  coupon: fc.boolean(),
  balance: fc.constantFrom(0, 0, 700, 20_000),
  pays: fc.constantFrom('never', 'in time', 'in time', 'in time', 'late'),
  then: fc.constantFrom('cancel', 'refuse', 'serve', 'serve', 'serve'),
  /** Of each line: shares of a thousand that are found on the shelf. */
  found: fc.array(fc.constantFrom(0, 500, 900, 1000, 1000, 1100), { minLength: 1, maxLength: 4 }),
  door: fc.nat(1),
})
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never

async function aNeighbour({ balance, coupon }: Life, seq: number): Promise<Resident> {
  const who = await aResident(db)
  if (coupon) await aCoupon(db, batch.id, who, { seq: 1 })
  if (balance > 0) {
    await db.insertInto('balance').values({ resident_id: who.id, fen: balance }).execute()
    await db
      .insertInto('balance_entry')
      .values({
        id: crypto.randomUUID(),
        resident_id: who.id,
        kind: 'opening',
        delta_fen: balance,
        once: `opening ${seq}`,
        at: new Date(NOON),
      })
      .execute()
  }
  return who
}

/** Buys and pays as this life does; what the shop refuses is no failure. @returns the order while it is one */
async function begin(
  one: Life,
  seq: number,
): Promise<{ orderId: string; letter: ReturnType<typeof pay.letter> | null } | null> {
  const door = doors[one.door]!
  const buyer = shopper(door, await aNeighbour(one, seq), store)
  const wanted = one.wanted.map(({ goods, quantity }) => ({ id: shelf[goods]!.id, quantity }))
  const placed = await buyer.submit(wanted, { useBalance: one.balance > 0 })
  expect([200, 409]).toContain(placed.status)
  if (placed.status !== 200) return null
  const { orderId, toPay } = placed.body as { orderId: string; toPay: number }
  if (toPay === 0) return { orderId, letter: null }
  if (one.pays === 'never') return { orderId, letter: null }
  expect((await buyer.startsPaying(orderId)).status).toBe(200)
  const letter = pay.letter(pay.pays(await outTradeNoOf(db, orderId)))
  if (one.pays === 'in time') expect((await door.app.inject(letter)).statusCode).toBe(204)
  return { orderId, letter }
}

const staff = (door: (typeof doors)[number]) => door.as(manager)
const at = (path: string, orderId: string, lineId = ''): string =>
  fill(path as never, { storeId: store.id, orderId, lineId } as never)

/** What the store does with an order that was paid. */
async function go(one: Life, orderId: string): Promise<void> {
  const caller = staff(doors[1 - one.door]!)
  if (one.then === 'cancel') {
    const { resident_id: residentId } = await db
      .selectFrom('shop_order')
      .select('resident_id')
      .where('id', '=', orderId)
      .executeTakeFirstOrThrow()
    await db
      .transaction()
      .execute((tx) => cancel(tx, { orderId, residentId: residentId!, reason: '', now: clock.now() }))
    return
  }
  if ((await caller.post(at(paths.staffStartPicking, orderId))).status !== 200) return
  if (one.then === 'refuse' || one.found.every((share) => share === 0)) {
    expect((await caller.post(at(paths.staffRefuse, orderId), { reason: '停电了' })).status).toBe(200)
    return
  }
  const order = (await caller.get(at(paths.staffOrder, orderId))).body
  for (const [i, line] of order.lines.entries()) {
    const share = one.found[i % one.found.length]!
    const quantity = share === 0 ? 0 : line.quantity
    const grams = line.soldBy === 'weight' ? { grams: Math.floor((line.orderedGrams * share) / 1000) } : {}
    const picked = await caller.post(at(paths.staffPickLine, orderId, line.id), { quantity, ...grams })
    expect([picked.status, picked.body]).toEqual([200, picked.body])
  }
  const ready = await caller.post(at(paths.staffReady, orderId))
  if (ready.body.error?.code === 'PICK_INVALID') return // nothing of it was there: an order for the store to refuse
  expect([ready.status, ready.body]).toEqual([200, ready.body])
}

it(`${LIVES} lives side by side: afterwards every counter is its ledger and no fen is lost`, async () => {
  const lives = fc.sample(life, { numRuns: LIVES, seed: SEED })
  const AT_ONCE = 12
  const queue = [...lives.entries()]
  const begun: { one: Life; orderId: string; letter: ReturnType<typeof pay.letter> | null }[] = []
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [seq, one] = next
      const order = await begin(one, seq)
      if (order) begun.push({ one, ...order })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  expect(await disagreements(db)).toEqual([])

  // while the unpaid ones end, late letters arrive and the store works on the others
  clock.advance(16 * MINUTE)
  other!.clock.advance(16 * MINUTE)
  pay.answers.close = 'closed'
  await Promise.all([
    endUnpaidOrders(db, pay, clock.now),
    endUnpaidOrders(other!.db, pay, clock.now),
    ...begun.map(async ({ one, orderId, letter }, i) => {
      if (letter && one.pays === 'late') expect((await doors[i % 2]!.app.inject(letter)).statusCode).toBe(204)
      const { state } = await db
        .selectFrom('shop_order')
        .select('state')
        .where('id', '=', orderId)
        .executeTakeFirstOrThrow()
      if (state === 'paid') await go(one, orderId)
    }),
  ])
  delete pay.answers.close
  await askRefunds(db, pay, clock.now)
  expect(await disagreements(db)).toEqual([])

  // WeChat's own books say the same as ours
  const paid = await db
    .selectFrom('payment')
    .select(['out_trade_no', 'refunded_fen'])
    .where('state', '=', 'paid')
    .execute()
  for (const { out_trade_no, refunded_fen } of paid) expect(pay.refundedOf(out_trade_no)).toBe(refunded_fen)
  const states = new Set(
    (await db.selectFrom('shop_order').select('state').distinct().execute()).map((row) => row.state),
  )
  // lives in which nothing happens prove nothing
  for (const state of ['closed', 'cancelled', 'ready'] as const) expect([...states]).toContain(state)
}, 120_000)
