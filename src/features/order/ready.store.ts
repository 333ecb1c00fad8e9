import type { OrdersAnswer, OrderSummary } from '../../contract/order'
import { paths } from '../../contract/paths'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** How many are put on the home page; the rest are among the orders. */
const MOST = 2

/** What lies packed at the counter and waits to be collected, and how many orders wait for something. */
export class ReadyStore {
  private readonly answer: Loadable<OrdersAnswer>

  constructor(api: Api) {
    const query = { shelf: 'ready' }
    this.answer = new Loadable(
      () => api.get<OrdersAnswer>(paths.orders, { query, keep: true }),
      () => api.getCached<OrdersAnswer>(paths.orders, { query }),
    )
  }

  load(): Promise<boolean> {
    return this.answer.load()
  }

  get orders(): readonly OrderSummary[] {
    return this.answer.value?.orders.filter(({ fulfilment }) => fulfilment === 'pickup').slice(0, MOST) ?? []
  }

  get counts(): OrdersAnswer['counts'] | null {
    return this.answer.value?.counts ?? null
  }
}
