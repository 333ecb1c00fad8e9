import { randomUUID } from 'node:crypto'
import type { TestApp } from './app'
import { aResident, type Resident, type StaffMember, type Store } from './factories'
import { someGoods } from './factories-mall'
import type { Example } from './quarter'
import { anOpenStore, aPaidOrder, pickupSlot, shopper } from './shopping'

export type MallQuarter = {
  readonly test: TestApp
  readonly store: Store
  readonly wang: Resident
  readonly manager: StaffMember
}

/** One example per route of orders and payments, in a store that is open. */
export async function orderExamples({
  test,
  wang,
}: MallQuarter): Promise<Record<string, () => Promise<Example> | Example>> {
  const { db, clock } = test
  const open = await anOpenStore(db, { name: '草海路店' })
  const tomato = await someGoods(db, open.id, { stock: 100_000 })
  const placed = async (who: Resident): Promise<string> => {
    const { body } = await shopper(test, who, open).submit([tomato], { now: clock.now() })
    return body.orderId
  }
  const paid = (who: Resident): Promise<string> => aPaidOrder(test, who, open, [tomato], { now: clock.now() })
  const basket = (quantity: number) => ({
    storeId: open.id,
    lines: [{ goodsId: tomato.id, quantity }],
    fulfilment: { kind: 'pickup', slotOpensAt: pickupSlot(clock.now()) },
    coupons: 'best',
    useBalance: false,
    expectTotal: 1_000_000,
    remark: '',
  })
  const elsewhere = { params: { orderId: randomUUID() } }
  const ofWang = await paid(wang)
  return {
    'GET /v1/orders': () => ({ query: 'shelf=all' }),
    'GET /v1/orders/{orderId}': () => ({ params: { orderId: ofWang } }),
    'POST /v1/orders': async () => ({ as: await aResident(db), body: basket(1), other: { body: basket(2) } }),
    'POST /v1/orders/{orderId}/cancel': async () => {
      const who = await aResident(db)
      return { as: who, params: { orderId: await paid(who) }, body: { reason: '买错了' }, other: elsewhere }
    },
    'POST /v1/orders/{orderId}/pay': async () => {
      const who = await aResident(db)
      return { as: who, params: { orderId: await placed(who) }, other: elsewhere }
    },
    'POST /v1/orders/{orderId}/paid': () => ({ params: { orderId: ofWang }, body: {} }),
    'GET /v1/balance': () => ({}),
  }
}
