import { randomUUID } from 'node:crypto'
import { photoUrl } from '../../server/photo/photo.service'
import { fill, paths } from '../../src/contract/paths'
import { keys } from './app'
import { aResident, type Resident } from './factories'
import { aReadyOrder, someGoods } from './factories-mall'
import { aReview } from './factories-review'
import { jpeg, png } from './pictures'
import type { Example } from './quarter'
import type { MallQuarter } from './quarter-mall'

/** One example per route of photographs, refund requests and reviews, in the store of the quarter. */
export async function afterSaleExamples({
  test,
  store,
  wang,
}: MallQuarter): Promise<Record<string, () => Promise<Example> | Example>> {
  const { db, as } = test
  const storeId = store.id
  const goods = await someGoods(db, storeId, { stock: 1_000_000 })
  const money = { goods_fen: 780, total_fen: 780 }
  const taken = async (resident: Resident) => {
    const { id } = await aReadyOrder(db, storeId, { goods, resident, ...money, state: 'collected' })
    const line = await db.selectFrom('order_line').select('id').where('order_id', '=', id).executeTakeFirstOrThrow()
    return { orderId: id, lineId: line.id }
  }
  const asking = (lineId: string, quantity: number) => ({
    reason: 'not-fresh',
    words: '叶子黄了',
    photoIds: [],
    lines: [{ lineId, quantity }],
  })
  const request = async (resident: Resident) => {
    const { orderId, lineId } = await taken(resident)
    const { body } = await as(resident).post(fill(paths.orderRefunds, { orderId }), asking(lineId, 1))
    return { orderId, requestId: body.id as string }
  }
  const sent = async (who: Resident): Promise<string> =>
    (await as(who).post(paths.photos, { base64: jpeg().toString('base64') })).body.photoId
  const photoId = await sent(wang)
  const review = (score: number) => ({ score, words: '番茄很甜', photoIds: [] })
  const inStore = { params: { storeId } }
  await aReview(db, storeId, goods.id)
  await request(wang)

  return {
    // thirty a day, and the tables of tests ask more often
    'POST /v1/photos': async () => ({
      as: await aResident(db),
      body: { base64: jpeg().toString('base64') },
      other: { body: { base64: png().toString('base64') } },
    }),
    'GET /v1/photos/{photoId}': () => ({ params: { photoId }, query: photoUrl(keys, photoId).split('?')[1]! }),
    'POST /v1/orders/{orderId}/refund-requests': async () => {
      const { orderId, lineId } = await taken(wang)
      return { params: { orderId }, body: asking(lineId, 1), other: { body: asking(lineId, 2) } }
    },
    'POST /v1/orders/{orderId}/refund-requests/{requestId}/withdraw': async () => {
      const params = await request(wang)
      return { params, other: { params: { ...params, requestId: randomUUID() } } }
    },
    'GET /v1/staff/stores/{storeId}/refund-requests': () => ({ ...inStore, query: 'state=asked' }),
    'POST /v1/staff/stores/{storeId}/refund-requests/{requestId}/decide': async () => ({
      params: { storeId, requestId: (await request(wang)).requestId },
      body: { agreed: true, answer: '' },
      other: { body: { agreed: false, answer: '照片里是别家的货' } },
    }),
    'POST /v1/orders/{orderId}/review': async () => ({
      params: { orderId: (await taken(wang)).orderId },
      body: review(5),
      other: { body: review(4) },
    }),
    'GET /v1/stores/{storeId}/goods/{goodsId}/reviews': () => ({ params: { storeId, goodsId: goods.id } }),
    'GET /v1/staff/stores/{storeId}/reviews': () => ({ ...inStore, query: 'state=shown' }),
    'POST /v1/staff/stores/{storeId}/reviews/{reviewId}/decide': async () => ({
      params: { storeId, reviewId: (await aReview(db, storeId, goods.id, { state: 'waiting' })).id },
      body: { show: true, answer: '谢谢' },
      other: { body: { show: false } },
    }),
  }
}
