import { sql } from 'kysely'
import type { Db } from '../../server/database/connection'
import type { SubmitAnswer } from '../../src/contract/checkout'
import { fill, paths } from '../../src/contract/paths'
import { DAY, type Instant, minuteOfStoreDay, plus, startOfStoreDay, storeDay } from '../../src/domain/time'
import { aKey, type Caller, type Heard, NOON } from './app'
import { aStore, type Resident, type Store } from './factories'
import type { FakePay } from './fake-pay'

/** A store that is open: its trial began ten days before NOON. */
export const anOpenStore = (db: Db, over: Parameters<typeof aStore>[1] = {}): Promise<Store> =>
  aStore(db, {
    ...over,
    launch: { trial_opens_at: new Date(NOON - 10 * DAY), grand_opens_at: new Date(NOON - 3 * DAY), ...over.launch },
  })

/** The first pickup slot that can be had at `now` in a store that opens at 7:00 with slots of an hour and half an hour of lead. */
export function pickupSlot(now: Instant): Instant {
  const HOUR_MINUTES = 60
  const ready = minuteOfStoreDay(now) + 30
  const next = Math.ceil(ready / HOUR_MINUTES) * HOUR_MINUTES
  return plus(startOfStoreDay(storeDay(now)), Math.max(next, 7 * HOUR_MINUTES) * 60_000)
}

export type Wanted = { readonly id: string; readonly quantity?: number }
export type SubmitOver = {
  readonly now?: Instant
  readonly fulfilment?: object
  readonly coupons?: 'best' | readonly string[]
  readonly useBalance?: boolean
  readonly expectTotal?: number
  readonly key?: string
}

/** What a shopper does, over the API. `wang.buys(…)` is submit and pay, told by WeChat. */
export function shopper(
  test: { as(who: Resident): Caller; pay?: FakePay; app?: unknown },
  who: Resident,
  store: Store,
) {
  const caller = test.as(who)
  const basket = (wanted: readonly Wanted[], over: SubmitOver = {}) => ({
    storeId: store.id,
    lines: wanted.map(({ id, quantity = 1 }) => ({ goodsId: id, quantity })),
    fulfilment: over.fulfilment ?? { kind: 'pickup', slotOpensAt: pickupSlot(over.now ?? NOON) },
    coupons: over.coupons ?? 'best',
    useBalance: over.useBalance ?? false,
  })
  return {
    who,
    submit: (wanted: readonly Wanted[], over: SubmitOver = {}): Promise<Heard> =>
      caller.post(
        paths.orders,
        { ...basket(wanted, over), expectTotal: over.expectTotal ?? 10_000_000, remark: '' },
        over.key ?? aKey(),
      ),
    look: (wanted: readonly Wanted[], over: SubmitOver = {}): Promise<Heard> =>
      caller.post(paths.checkout, basket(wanted, over)),
    startsPaying: (orderId: string, key?: string): Promise<Heard> =>
      caller.post(fill(paths.orderPay, { orderId }), undefined, key),
    saysPaid: (orderId: string): Promise<Heard> => caller.post(fill(paths.orderPaid, { orderId })),
    cancels: (orderId: string, key?: string): Promise<Heard> =>
      caller.post(fill(paths.orderCancel, { orderId }), { reason: '不想要了' }, key),
    order: async (orderId: string) => (await caller.get(fill(paths.order, { orderId }))).body,
  }
}
export type Shopper = ReturnType<typeof shopper>

/** WeChat's number of an order's payment. */
export async function outTradeNoOf(db: Db, orderId: string): Promise<string> {
  const row = await db
    .selectFrom('payment')
    .select('out_trade_no')
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow()
  return row.out_trade_no
}

/** Submits, opens the pay sheet, pays, and WeChat says so. @returns the order's id */
export async function aPaidOrder(
  test: {
    app: { inject(letter: object): PromiseLike<{ statusCode: number; body: string }> }
    db: Db
    pay: FakePay
    as(who: Resident): Caller
  },
  who: Resident,
  store: Store,
  wanted: readonly Wanted[],
  over: SubmitOver = {},
): Promise<string> {
  const buyer = shopper(test, who, store)
  const submitted = await buyer.submit(wanted, over)
  if (submitted.status !== 200) throw new Error(`Not placed: ${JSON.stringify(submitted.body)}`)
  const { orderId, toPay } = submitted.body as SubmitAnswer
  if (toPay === 0) return orderId
  const paying = await buyer.startsPaying(orderId)
  if (paying.status !== 200) throw new Error(`Not to be paid: ${JSON.stringify(paying.body)}`)
  const letter = await test.app.inject(test.pay.letter(test.pay.pays(await outTradeNoOf(test.db, orderId))))
  if (letter.statusCode !== 204) throw new Error(letter.body)
  return orderId
}

/**
 * Everything that must be true of the books at any moment, as the list of what is not: counters against their ledgers, coupons and
 * slots against orders, refunds against what was paid, to the fen. Empty is well.
 */
export async function disagreements(db: Db): Promise<string[]> {
  const checks: Record<string, ReturnType<typeof sql>> = {
    'stock counter ≠ ledger': sql`select * from stock_mismatch`,
    'balance ≠ ledger': sql`select * from balance_mismatch`,
    'an order that came to nothing still holds stock': sql`
      select o.id from shop_order o join stock_entry e on e.order_id = o.id
      where o.ended_at is not null group by o.id having sum(e.held_delta) <> 0`,
    'an order under way holds other units than its lines': sql`
      select o.id from shop_order o
      where o.state in ('pending_payment', 'paid')
        and (select coalesce(sum(e.held_delta), 0) from stock_entry e where e.order_id = o.id)
          <> (select sum(l.quantity) from order_line l where l.order_id = o.id and l.kind <> 'substitute')`,
    'an order that is packed holds other units than were picked': sql`
      select o.id from shop_order o
      where o.state in ('ready', 'delivering')
        and (select coalesce(sum(e.held_delta), 0) from stock_entry e where e.order_id = o.id)
          <> (select coalesce(sum(l.picked_quantity), 0) from order_line l where l.order_id = o.id)`,
    'a packed order gave back other than what its lines do not keep': sql`
      select l.id from order_line l join shop_order o on o.id = l.order_id
      where o.source = 'mini-program' and o.state in ('ready', 'delivering') and l.kept_fen is not null
        and l.paid_fen - l.refunded_fen <> l.kept_fen`,
    'refunded ≠ its refunds': sql`
      select o.id from shop_order o left join refund r on r.order_id = o.id
      group by o.id having o.refunded_fen <> coalesce(sum(r.wechat_fen + r.balance_fen), 0)`,
    'a refund ≠ its lines': sql`
      select r.id from refund r left join refund_line l on l.refund_id = r.id
      group by r.id having r.wechat_fen + r.balance_fen <> coalesce(sum(l.fen), 0)`,
    'a line’s refunds ≠ what it says': sql`
      select l.id from order_line l left join refund_line r on r.order_line_id = l.id
      group by l.id having l.refunded_fen <> coalesce(sum(r.fen), 0)`,
    'a payment’s refunds ≠ what it says': sql`
      select p.id from payment p left join refund r on r.order_id = p.order_id
      group by p.id having p.refunded_fen <> coalesce(sum(r.wechat_fen), 0)`,
    'lines and delivery ≠ total': sql`
      select o.id from shop_order o join order_line l on l.order_id = o.id
      group by o.id having o.total_fen <> sum(l.paid_fen) + o.delivery_fen`,
    'goods − saved + … ≠ total': sql`
      select id from shop_order o where o.source = 'mini-program'
        and o.total_fen <> (select coalesce(sum((part ->> 'amount')::int), 0) from jsonb_array_elements(o.receipt) part)`,
    'an order that lives is not paid in full': sql`
      select o.id from shop_order o left join payment p on p.order_id = o.id and p.state = 'paid'
      where o.source = 'mini-program' and o.state not in ('pending_payment', 'closed', 'cancelled')
        and coalesce(p.amount_fen, 0) + o.balance_fen <> o.total_fen`,
    'a cancelled or closed order kept money': sql`
      select o.id from shop_order o left join payment p on p.order_id = o.id and p.state = 'paid'
      where o.state in ('closed', 'cancelled') and o.source = 'mini-program'
        and coalesce(p.amount_fen, 0)
          - coalesce((select sum(wechat_fen + balance_fen) from refund r where r.order_id = o.id), 0)
          - coalesce((select sum(delta_fen) from balance_entry b where b.order_id = o.id and b.refund_id is null), 0) <> 0`,
    'a coupon is kept by an order that does not wait': sql`
      select c.id from coupon c join shop_order o on o.id = c.order_id
      where (c.state = 'reserved' and o.state <> 'pending_payment')
        or (c.state = 'used' and o.state in ('pending_payment', 'closed', 'cancelled'))`,
    'a coupon of an order is used twice': sql`
      select order_id from coupon where order_id is not null group by order_id having count(*) > 2`,
    'a slot has other places taken than orders': sql`
      select s.place, s.opens_at, s.taken from slot s
      where s.taken <> (select count(*) from shop_order o
        where o.slot_place = s.place and o.slot_opens_at = s.opens_at and o.slot_released_at is null)`,
  }
  const found: string[] = []
  for (const [what, query] of Object.entries(checks)) {
    const { rows } = await query.execute(db)
    if (rows.length > 0) found.push(`${what}: ${JSON.stringify(rows.slice(0, 3))}`)
  }
  return found
}
