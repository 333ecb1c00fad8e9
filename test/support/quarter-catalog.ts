import type { TestApp } from './app'
import { someGoods } from './factories-mall'
import type { Example } from './quarter'

type Around = { readonly test: Pick<TestApp, 'db'>; readonly store: { readonly id: string } }

/** Examples of the routes of the shop and of the store's stock. */
export async function catalogExamples({
  test,
  store,
}: Around): Promise<Readonly<Record<string, () => Promise<Example> | Example>>> {
  const goods = await someGoods(test.db, store.id)
  const inStore = { params: { storeId: store.id } }
  const ofGoods = { params: { storeId: store.id, goodsId: goods.id } }
  return {
    'GET /v1/stores/{storeId}/shop': () => inStore,
    'GET /v1/stores/{storeId}/goods': () => inStore,
    'GET /v1/stores/{storeId}/goods/{goodsId}': () => ofGoods,
    'GET /v1/stores/{storeId}/search': () => ({ ...inStore, query: 'q=xihongshi' }),
    'GET /v1/stores/{storeId}/recommended': () => inStore,
    'GET /v1/staff/stores/{storeId}/goods': () => inStore,
    'POST /v1/staff/stores/{storeId}/goods/{goodsId}/stock': () => ({
      ...ofGoods,
      body: { kind: 'received', units: 5, reason: '早上到货' },
      other: { body: { kind: 'adjusted', units: -1, reason: '盘点' } },
    }),
  }
}
