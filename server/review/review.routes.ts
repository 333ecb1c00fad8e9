import { Type } from 'typebox'
import { ReviewBody, ReviewsAnswer } from '../../src/contract/order'
import { paths } from '../../src/contract/paths'
import { Done, StoreId, Uuid } from '../../src/contract/scalars'
import { DecideReviewBody, StaffReviewsAnswer, StaffReviewsQuery } from '../../src/contract/staff-order'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { refuseWords } from '../resident/words.service'
import { decideReview, giveReview, goodsReviews, reviewsAt } from './review.service'

const CACHED_SECONDS = 30

/** 评价: said once an order, looked at by the store, then shown beside the goods. */
export function reviewRoutes(api: Api, { database: { db }, keys, wechat }: Outside): void {
  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.orderReview,
      summary: 'Say how an order of mine was, once',
      params: Type.Object({ orderId: Uuid }),
      body: ReviewBody,
      answer: Done,
    },
    (tx, { params, body, residentId, now }) => giveReview(tx, { orderId: params.orderId, residentId, body, now }),
    async ({ body, residentId }) => (await refuseWords(db, wechat, residentId, body.words)) ?? undefined,
  )

  api.read(
    {
      who: 'public',
      url: paths.goodsReviews,
      summary: 'What neighbours said of goods',
      params: Type.Object({ storeId: StoreId, goodsId: Uuid }),
      query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 80 })) }, { additionalProperties: false }),
      answer: ReviewsAnswer,
      cacheSeconds: CACHED_SECONDS,
    },
    ({ params, query }) => goodsReviews(db, keys, { ...params, ...query }),
  )

  api.read(
    {
      who: { staff: 'moderate' },
      url: paths.staffReviews,
      summary: 'Reviews of the store, in one state',
      params: Type.Object({ storeId: StoreId }),
      query: StaffReviewsQuery,
      answer: StaffReviewsAnswer,
    },
    ({ staff, query }) => reviewsAt(db, keys, { storeId: staff.storeId, ...query }),
  )

  api.write(
    'POST',
    {
      who: { staff: 'moderate' },
      url: paths.staffDecideReview,
      summary: 'Show a review or hide it, with an answer',
      params: Type.Object({ storeId: StoreId, reviewId: Uuid }),
      body: DecideReviewBody,
      answer: Done,
    },
    (tx, call) => decideReview(tx, call, { reviewId: call.params.reviewId, body: call.body }),
    async ({ body, residentId }) => (await refuseWords(db, wechat, residentId, body.answer ?? '')) ?? undefined,
  )
}
