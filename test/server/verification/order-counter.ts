import { issueOrderCode } from '../../../server/verification/code.service'
import { fill, paths } from '../../../src/contract/paths'
import type { OfflineListAnswer, SettleBody } from '../../../src/contract/staff-order'
import { keys, NOON, type TestApp } from '../../support/app'
import { aReadyOrder, someGoods } from '../../support/factories-mall'
import { aCounter } from './counter'

type Who = Parameters<TestApp['as']>[0]

/** The counter of coupons, with tomatoes on the shelf and orders that wait. */
export async function anOrderCounter() {
  const counter = await aCounter()
  const { db, as, clock, store } = counter
  const tomatoes = await someGoods(db, store.id, { stock: 10_000 })

  const orderCodeOf = async (orderId: string) => {
    const { digits, qrs } = await issueOrderCode(db, keys, { orderId, now: clock.now() })
    return { digits, qr: qrs[0]!.text }
  }
  /** An order that waits with its code on its owner's phone; the clock is back at NOON. */
  async function anOrder(over: Parameters<typeof aReadyOrder>[2] = {}, storeId = store.id) {
    clock.set(NOON)
    const goods = over.goods ?? (storeId === store.id ? tomatoes : await someGoods(db, storeId))
    const order = await aReadyOrder(db, storeId, { goods, ...over })
    return { ...order, ...(await orderCodeOf(order.id)) }
  }
  const row = (id: string) => db.selectFrom('shop_order').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const handoversOf = (orderId: string) =>
    db.selectFrom('handover').selectAll().where('order_id', '=', orderId).orderBy('at').execute()
  const stockOf = (goodsId: string, storeId = store.id) =>
    db
      .selectFrom('store_goods')
      .select(['available', 'held'])
      .where('goods_id', '=', goodsId)
      .where('store_id', '=', storeId)
      .executeTakeFirstOrThrow()
  const mismatches = () => db.selectFrom('stock_mismatch').selectAll().execute()
  const reverseHandover = (who: Who, handoverId: string, storeId = store.id) =>
    as(who).post(fill(paths.staffReverseHandover, { storeId, handoverId }), { reason: '交错人了' })

  const offlineList = async (who: Who, storeId = store.id) =>
    (await as(who).get(fill(paths.staffOfflineList, { storeId }))).body as OfflineListAnswer
  const settle = (who: Who, handovers: SettleBody['handovers'], over: { key?: string; storeId?: string } = {}) =>
    as(who).post(fill(paths.staffSettle, { storeId: over.storeId ?? store.id }), { handovers }, over.key)
  const conflicts = (who: Who, storeId = store.id) => as(who).get(fill(paths.staffConflicts, { storeId }))
  /** What a till would tell of an order that it handed over now, by a list of now. */
  async function aTold(
    who: Who,
    order: { id: string; qr: string },
    over: Partial<SettleBody['handovers'][number]> = {},
  ): Promise<SettleBody['handovers'][number]> {
    const { asOf, until, digest, signature } = await offlineList(who)
    const list = { asOf, until, digest, signature }
    return { code: order.qr, orderId: order.id, till: '3 号台', at: clock.now(), list, ...over }
  }

  return {
    ...counter,
    tomatoes,
    anOrder,
    orderCodeOf,
    row,
    handoversOf,
    stockOf,
    mismatches,
    reverseHandover,
    offlineList,
    settle,
    conflicts,
    aTold,
  }
}
