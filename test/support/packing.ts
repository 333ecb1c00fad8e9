import type { Db } from '../../server/database/connection'
import { fill, paths } from '../../src/contract/paths'
import { aKey, type Caller, type Heard } from './app'
import type { Store } from './factories'

/** What staff do with orders, over the API: `clerk.picks(order, '西红柿', 2)`. Lines are named by their goods. */
export function packer(test: { db: Db; as(who: { token: string }): Caller }, who: { token: string }, store: Store) {
  const caller = test.as(who)
  const of = (orderId: string) => ({ storeId: store.id, orderId })
  const line = async (orderId: string, name: string): Promise<string> => {
    const { id } = await test.db
      .selectFrom('order_line')
      .select('id')
      .where('order_id', '=', orderId)
      .where('name', '=', name)
      .orderBy('position', 'desc')
      .executeTakeFirstOrThrow()
    return id
  }
  return {
    line,
    board: async (state: string, after?: string) =>
      (
        await caller.get(
          `${fill(paths.staffOrders, { storeId: store.id })}?state=${state}${after === undefined ? '' : `&after=${after}`}`,
        )
      ).body,
    sees: (orderId: string): Promise<Heard> => caller.get(fill(paths.staffOrder, of(orderId))),
    starts: (orderId: string, key?: string): Promise<Heard> =>
      caller.post(fill(paths.staffStartPicking, of(orderId)), undefined, key ?? aKey()),
    picks: async (orderId: string, name: string, quantity: number, grams?: number): Promise<Heard> =>
      caller.post(fill(paths.staffPickLine, { ...of(orderId), lineId: await line(orderId, name) }), {
        quantity,
        ...(grams !== undefined && { grams }),
      }),
    offers: async (orderId: string, name: string, instead: { id: string; quantity?: number }): Promise<Heard> =>
      caller.post(fill(paths.staffSubstitute, { ...of(orderId), lineId: await line(orderId, name) }), {
        goodsId: instead.id,
        quantity: instead.quantity ?? 1,
      }),
    withdraws: (orderId: string, lineId: string): Promise<Heard> =>
      caller.post(fill(paths.staffWithdrawSubstitute, { ...of(orderId), lineId })),
    ready: (orderId: string, key?: string): Promise<Heard> =>
      caller.post(fill(paths.staffReady, of(orderId)), undefined, key ?? aKey()),
    refuses: (orderId: string, reason = '缺货太多'): Promise<Heard> =>
      caller.post(fill(paths.staffRefuse, of(orderId)), { reason }),
    deliveries: (): Promise<Heard> => caller.get(fill(paths.staffDeliveries, { storeId: store.id })),
    setsOut: (orderId: string): Promise<Heard> => caller.post(fill(paths.staffSetOut, of(orderId))),
    delivers: (orderId: string, body: object = { note: '' }): Promise<Heard> =>
      caller.post(fill(paths.staffDeliver, of(orderId)), body),
    bringsBack: (orderId: string, reason = '家里没人'): Promise<Heard> =>
      caller.post(fill(paths.staffBringBack, of(orderId)), { reason }),
  }
}
export type Packer = ReturnType<typeof packer>

/** How often each was answered: `{ ok: 1, ORDER_MOVED: 1 }`. */
export function tally(heard: readonly Heard[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { body } of heard) counts[body.error?.code ?? 'ok'] = (counts[body.error?.code ?? 'ok'] ?? 0) + 1
  return counts
}
export const said = (heard: Heard): string => heard.body.error?.code ?? 'ok'
