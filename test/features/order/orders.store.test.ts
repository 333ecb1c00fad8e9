import { describe, expect, it } from 'vitest'
import type { OrdersAnswer } from '../../../src/contract/order'
import { OrdersStore, shelfNamed } from '../../../src/features/order/orders.store'
import { ReadyStore } from '../../../src/features/order/ready.store'
import { fakeApi, good, type Heard, lost, settle } from '../../support/client'
import { aSummary } from './an-order'

const counts = { unpaid: 1, active: 2, ready: 3 }
const page = (from: number, count: number, next: string | null): OrdersAnswer => ({
  orders: Array.from({ length: count }, (_, i) => aSummary({ id: `o${from + i}` })),
  next,
  counts,
})

describe('my orders', () => {
  it('each shelf is asked for when it is looked at, and says how many wait on the others', async () => {
    const { api, heard } = fakeApi(() => good(page(1, 1, null)))
    const store = new OrdersStore(api, shelfNamed('ready'))
    expect(store.counts).toBe(null)
    await store.load()
    store.choose('all')
    await settle()
    expect(heard.map(({ query }) => query?.shelf)).toEqual(['ready', 'all'])
    expect(store.counts).toEqual(counts)
  })

  it('a shelf nobody knows is the first one', () => {
    expect([shelfNamed('nonsense'), shelfNamed(undefined), shelfNamed('done')]).toEqual(['all', 'all', 'done'])
  })

  it('follows page by page; what moved between two pages is shown once; coming back shortens nothing', async () => {
    const pages = ({ query }: Heard) => good(query?.after ? page(20, 20, null) : page(1, 20, 'c1'))
    const { api, heard } = fakeApi(pages)
    const store = new OrdersStore(api)
    await store.load()
    await Promise.all([store.more(), store.more()])
    expect(store.orders.length).toBe(39)
    await store.load()
    expect([store.orders.length, heard.length]).toEqual([39, 4])
  })

  it('a page that did not come leaves those that did', async () => {
    const { api } = fakeApi(({ query }) => (query?.after ? lost : good(page(1, 20, 'c1'))))
    const store = new OrdersStore(api)
    await store.load()
    await store.more()
    expect([store.orders.length, store.current.moreError?.code]).toEqual([20, 'NETWORK'])
  })
})

describe('what is packed, on the home page', () => {
  it('is at most two orders to collect; what is brought to the door is not among them', async () => {
    const orders = [
      aSummary({ id: 'd', fulfilment: 'delivery' }),
      aSummary({ id: 'a' }),
      aSummary({ id: 'b' }),
      aSummary({ id: 'c' }),
    ]
    const { api, heard } = fakeApi(() => good({ orders, next: null, counts }))
    const ready = new ReadyStore(api)
    await ready.load()
    expect([ready.orders.map(({ id }) => id), ready.counts]).toEqual([['a', 'b'], counts])
    expect(heard[0]?.query).toEqual({ shelf: 'ready' })
  })
})
