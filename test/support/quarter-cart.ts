import { randomUUID } from 'node:crypto'
import { aResident } from './factories'
import { anAddress, aZone, DOOR } from './factories-door'
import { someGoods } from './factories-mall'
import type { Example } from './quarter'
import type { MallQuarter } from './quarter-mall'
import { anOpenStore } from './shopping'

/** One example per route of cart, checkout and address book, in a store that is open and delivers. */
export async function cartExamples({
  test,
  wang,
}: MallQuarter): Promise<Record<string, () => Promise<Example> | Example>> {
  const { db } = test
  const open = await anOpenStore(db, { name: '建设路店' })
  await aZone(db, open.id)
  const tomato = await someGoods(db, open.id)
  const { id: homeId } = await anAddress(db, wang)
  const inStore = { params: { storeId: open.id } }
  const line = { params: { storeId: open.id, goodsId: tomato.id } }
  const lines = (quantity: number) => ({ lines: [{ goodsId: tomato.id, quantity }] })
  const address = (detail: string) => ({
    name: '王小明',
    phone: '13800008000',
    place: '阳光花园',
    detail,
    isDefault: false,
  })
  const elsewhere = { params: { addressId: randomUUID() } }
  return {
    'GET /v1/stores/{storeId}/cart': () => inStore,
    'PUT /v1/stores/{storeId}/cart/{goodsId}': () => ({
      ...line,
      body: { quantity: 2 },
      other: { body: { quantity: 3 } },
    }),
    'POST /v1/stores/{storeId}/cart/merge': () => ({ ...inStore, body: lines(2), other: { body: lines(3) } }),
    'PUT /v1/stores/{storeId}/cart': () => ({
      ...inStore,
      body: { goodsIds: [tomato.id], chosen: true },
      other: { body: { goodsIds: [tomato.id], chosen: false } },
    }),
    'POST /v1/stores/{storeId}/cart/look': () => ({ ...inStore, body: lines(2) }),
    'POST /v1/checkout/look': () => ({
      body: {
        storeId: open.id,
        ...lines(2),
        fulfilment: { kind: 'delivery', addressId: homeId, slotOpensAt: null },
        coupons: 'best',
        useBalance: true,
      },
    }),
    'POST /v1/checkout/nearest-store': () => ({ body: { ...lines(2), at: DOOR } }),
    'GET /v1/addresses': () => ({}),
    // a book holds twenty, and the tables of tests ask more often
    'POST /v1/addresses': async () => ({
      as: await aResident(db),
      body: address('3 栋 2 单元 501'),
      other: { body: address('5 栋') },
    }),
    'PUT /v1/addresses/{addressId}': () => ({
      params: { addressId: homeId },
      body: address('3 栋 2 单元 501'),
      other: { body: address('5 栋') },
    }),
    'DELETE /v1/addresses/{addressId}': async () => {
      const who = await aResident(db)
      return { as: who, params: { addressId: (await anAddress(db, who)).id }, other: elsewhere }
    },
  }
}
