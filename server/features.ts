import type { FastifyInstance } from 'fastify'
import { paths } from '../src/contract/paths'
import { ClockAnswer } from '../src/contract/launch'
import type { Outside } from './build-app'
import { couponRoutes } from './coupon/coupon.routes'
import { deliveryRoutes } from './delivery/delivery.routes'
import { giftRoutes } from './gift/gift.routes'
import type { Api } from './http/route'
import { launchRoutes } from './launch/launch.routes'
import { pictureRoutes } from './picture/picture.routes'
import { verificationRoutes } from './verification/verification.routes'
import { reminderRoutes } from './reminder/reminder.routes'
import { residentRoutes } from './resident/resident.routes'
import { channelRoutes } from './channel/channel.routes'
import { claimAnalyticsRoutes } from './claim-analytics/claims.routes'
import { publishingRoutes } from './publishing/publishing.routes'
import { stockPlanRoutes } from './stock-plan/stock-plan.routes'
import { staffRoutes } from './staff/staff.routes'
import { orderRoutes } from './order/order.routes'
import { paymentRoutes } from './payment/payment.routes'
import { submitRoutes } from './checkout/submit.routes'
import { addressRoutes } from './address/address.routes'
import { cartRoutes } from './cart/cart.routes'
import { checkoutRoutes } from './checkout/checkout.routes'
import { pickingRoutes } from './picking/picking.routes'
import { courierRoutes } from './courier/courier.routes'
import { tillRoutes } from './till/till.routes'
import { photoRoutes } from './photo/photo.routes'
import { afterSaleRoutes } from './after-sale/after-sale.routes'
import { reviewRoutes } from './review/review.routes'
import { catalogRoutes } from './catalog/catalog.routes'
import { stockRoutes } from './stock/stock.routes'

/** Every feature registers its routes here: `ls server` and this list are the same. */
export function featuresOn(app: FastifyInstance, api: Api, outside: Outside): void {
  api.read({ who: 'public', url: paths.clock, summary: 'Server time', answer: ClockAnswer }, async ({ now }) => ({
    now,
  }))
  launchRoutes(api, outside)
  pictureRoutes(app)
  deliveryRoutes(api, outside)
  couponRoutes(api, outside)
  reminderRoutes(api, outside)
  residentRoutes(api, outside)
  staffRoutes(api, outside)
  stockPlanRoutes(api, outside)
  publishingRoutes(api, outside)
  claimAnalyticsRoutes(api, outside)
  channelRoutes(api, outside)
  giftRoutes(api, outside)
  verificationRoutes(api, outside)
  addressRoutes(api, outside)
  cartRoutes(api, outside)
  checkoutRoutes(api, outside)
  submitRoutes(api)
  orderRoutes(api, outside)
  paymentRoutes(app, api, outside)
  pickingRoutes(api, outside)
  courierRoutes(api, outside)
  tillRoutes(api, outside)
  photoRoutes(app, api, outside)
  afterSaleRoutes(api, outside)
  reviewRoutes(api, outside)
  catalogRoutes(api, outside)
  stockRoutes(api, outside)
}
