import { randomUUID } from 'node:crypto'
import { fill, paths } from '../../src/contract/paths'
import { aKey } from './app'
import { DOOR } from './factories-door'
import { aReadyOrder, someGoods } from './factories-mall'
import type { Example } from './quarter'
import type { MallQuarter } from './quarter-mall'
import type { TillKey } from './till'

/** One example per route of picking, delivering and tills, in the store of the quarter. */
export async function staffOrderExamples({
  test,
  store,
  wang,
  manager,
}: MallQuarter): Promise<Record<string, () => Promise<Example> | Example>> {
  const { db, as } = test
  const storeId = store.id
  const goods = await someGoods(db, storeId, { stock: 1_000_000 })
  const instead = await someGoods(db, storeId, { name: '圣女果', unit: '盒', price_fen: 380, stock: 1_000_000 })
  const { keyId, secret }: TillKey = (
    await as(manager).post(fill(paths.staffTillKeys, { storeId }), { name: '1 号台', source: 'till' })
  ).body

  type Over = Parameters<typeof aReadyOrder>[2]
  const money = { goods_fen: 780, total_fen: 780 }
  const order = async (over: Over): Promise<string> =>
    (await aReadyOrder(db, storeId, { goods, resident: wang, ...money, ...over })).id
  const door = {
    fulfilment: 'delivery',
    address: '阳光花园 3 栋',
    address_lat: DOOR.lat,
    address_lng: DOOR.lng,
  } as const
  const delivering = async (): Promise<string> => {
    const orderId = await order(door)
    await as(manager).post(fill(paths.staffSetOut, { storeId, orderId }))
    return orderId
  }
  const lineOf = async (orderId: string): Promise<string> =>
    (await db.selectFrom('order_line').select('id').where('order_id', '=', orderId).executeTakeFirstOrThrow()).id
  const short = async () => {
    const orderId = await order({ state: 'picking', picked: 1 })
    return { storeId, orderId, lineId: await lineOf(orderId) }
  }
  const question = async () => {
    const params = await short()
    const asked = await as(manager).post(fill(paths.staffSubstitute, params), { goodsId: instead.id, quantity: 1 })
    return { ...params, lineId: asked.body.lineId as string }
  }
  const inStore = { params: { storeId } }
  const otherOrder = { params: { storeId, orderId: randomUUID() } }
  const seen = await order({ state: 'picking' })
  const receipt = () => ({
    storeId,
    ref: aKey().slice(0, 20),
    fulfilment: 'pickup',
    slotOpensAt: null,
    contact: { name: '王女士', phone: '13800008000' },
    remark: '',
    lines: [{ goodsId: goods.id, quantity: 1, paid: 390 }],
  })
  return {
    'GET /v1/staff/stores/{storeId}/orders': () => ({ ...inStore, query: 'state=picking' }),
    'GET /v1/staff/stores/{storeId}/orders/{orderId}': () => ({ params: { storeId, orderId: seen } }),
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/start': async () => ({
      params: { storeId, orderId: await order({ state: 'paid' }) },
      other: otherOrder,
    }),
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/lines/{lineId}': async () => ({
      params: await short(),
      body: { quantity: 2 },
      other: { body: { quantity: 0 } },
    }),
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/lines/{lineId}/substitute': async () => ({
      params: await short(),
      body: { goodsId: instead.id, quantity: 1 },
      other: { body: { goodsId: instead.id, quantity: 2 } },
    }),
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/lines/{lineId}/withdraw': async () => ({
      params: await question(),
      other: { params: { ...otherOrder.params, lineId: randomUUID() } },
    }),
    'POST /v1/orders/{orderId}/substitutes/{lineId}': async () => {
      const { orderId, lineId } = await question()
      return { params: { orderId, lineId }, body: { agreed: true }, other: { body: { agreed: false } } }
    },
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/ready': async () => ({
      params: { storeId, orderId: await order({ state: 'picking', picked: 1 }) },
      other: otherOrder,
    }),
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/refuse': async () => ({
      params: { storeId, orderId: await order({}) },
      body: { reason: '冷库坏了' },
      other: { body: { reason: '缺货太多' } },
    }),
    'GET /v1/staff/stores/{storeId}/deliveries': async () => {
      await order(door)
      return inStore
    },
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/set-out': async () => ({
      params: { storeId, orderId: await order(door) },
      other: otherOrder,
    }),
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/deliver': async () => ({
      params: { storeId, orderId: await delivering() },
      body: { note: '放在门口' },
      other: { body: { note: '' } },
    }),
    'POST /v1/staff/stores/{storeId}/orders/{orderId}/bring-back': async () => ({
      params: { storeId, orderId: await delivering() },
      body: { reason: '家里没人' },
      other: { body: { reason: '地址不对' } },
    }),
    'GET /v1/staff/stores/{storeId}/till-keys': () => inStore,
    'POST /v1/staff/stores/{storeId}/till-keys': () => ({
      ...inStore,
      body: { name: '2 号台', source: 'till' },
      other: { body: { name: '2 号台', source: 'platform' } },
    }),
    'POST /v1/staff/stores/{storeId}/till-keys/{keyId}/revoke': async () => {
      const made = await as(manager).post(fill(paths.staffTillKeys, { storeId }), { name: '旧台', source: 'till' })
      return { params: { storeId, keyId: made.body.keyId }, other: { params: { storeId, keyId: randomUUID() } } }
    },
    'POST /v1/till/orders': () => ({ till: { keyId, secret }, body: receipt() }),
  }
}
