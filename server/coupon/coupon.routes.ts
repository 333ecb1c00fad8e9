import { Type } from 'typebox'
import {
  BatchesAnswer,
  ClaimAnswer,
  ClaimBody,
  CouponCard,
  CouponCodeAnswer,
  CouponsAnswer,
  CouponsQuery,
  MyClaimsAnswer,
} from '../../src/contract/coupon'
import { paths } from '../../src/contract/paths'
import { StoreId, Uuid } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { countsOf } from './claim.repository'
import { claiming } from './claim.service'
import * as service from './coupon.service'

const CouponParams = Type.Object({ couponId: Uuid })

/** How long a shared cache may show what is left: short, since it is what people watch. */
const SHELF_SECONDS = 3

export function couponRoutes(api: Api, { database: { db }, keys }: Outside): void {
  const claim = claiming(db)

  api.read(
    {
      who: 'public',
      url: paths.batches,
      summary: 'Coupons and opening benefits to claim',
      params: Type.Object({ storeId: StoreId }),
      answer: BatchesAnswer,
      cacheSeconds: SHELF_SECONDS,
    },
    ({ params, now }) => service.shelf(db, params.storeId, now),
  )

  api.ownWrite(
    'POST',
    {
      who: 'resident',
      url: paths.claim,
      summary: 'Claim one coupon of a batch',
      params: Type.Object({ batchId: Uuid }),
      body: ClaimBody,
      answer: ClaimAnswer,
      keyed: true,
    },
    ({ params, body, residentId, key, now }) =>
      claim({ batchId: params.batchId, residentId, key, touch: body.touch, now }),
  )

  api.read(
    {
      who: 'resident',
      url: paths.myClaims,
      summary: 'How many of each batch I have claimed',
      query: Type.Object({ storeId: Type.Optional(StoreId) }, { additionalProperties: false }),
      answer: MyClaimsAnswer,
    },
    async ({ residentId, query }) => ({ claims: await countsOf(db, residentId, query.storeId ?? null) }),
  )

  api.read(
    {
      who: 'resident',
      url: paths.coupons,
      summary: 'A shelf of my wallet',
      query: CouponsQuery,
      answer: CouponsAnswer,
    },
    ({ residentId, query, now }) => service.wallet(db, residentId, { ...query, now }),
  )

  api.read(
    { who: 'resident', url: paths.coupon, summary: 'One coupon of mine', params: CouponParams, answer: CouponCard },
    ({ residentId, params, now }) => service.find(db, residentId, params.couponId, now),
  )

  api.read(
    {
      who: 'resident',
      url: paths.couponCode,
      summary: 'The code to show at the counter: renewing signed QR and 8 digits',
      params: CouponParams,
      answer: CouponCodeAnswer,
    },
    ({ residentId, params, now }) => service.code(db, keys, { holderId: residentId, couponId: params.couponId, now }),
  )
}
