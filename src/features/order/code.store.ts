import type { OrderAnswer, OrderCodeAnswer } from '../../contract/order'
import { fill, paths } from '../../contract/paths'
import type { Api } from '../../platform/request'
import { RotatingCode } from '../../platform/rotating-code'

export type OrderCode = RotatingCode<OrderCodeAnswer, OrderAnswer>

/** 提货码 of one order; it gives way to 已取货 when the counter has handed it over. */
export function orderCode(api: Api, orderId: string): OrderCode {
  const path = fill(paths.orderCode, { orderId })
  return new RotatingCode({
    ask: () => api.get<OrderCodeAnswer>(path, { keep: true }),
    kept: () => api.getCached<OrderCodeAnswer>(path)?.data ?? null,
    look: async () => {
      const answer = await api.get<OrderAnswer>(fill(paths.order, { orderId }))
      return answer.ok && answer.data.state === 'collected' ? answer.data : null
    },
    doneCode: 'ORDER_MOVED',
    // It becomes ready any minute: asked about again and again, gently.
    liftedAt: ({ code }) => (code === 'ORDER_NOT_READY' ? 0 : null),
  })
}
