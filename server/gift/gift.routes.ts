import { Type } from 'typebox'
import { GiftAcceptAnswer, GiftAnswer, GiftsAnswer, GiftTokenBody, GiveAnswer, GiveBody } from '../../src/contract/gift'
import { paths } from '../../src/contract/paths'
import { Done, Uuid } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { refuseWords } from '../resident/words.service'
import * as service from './gift.service'

/** 转赠: give, look, accept, take back. */
export function giftRoutes(api: Api, { database: { db }, keys, wechat }: Outside): void {
  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.give,
      summary: 'Make a gift of a coupon of mine',
      params: Type.Object({ couponId: Uuid }),
      body: GiveBody,
      answer: GiveAnswer,
    },
    (tx, { params, body, residentId, now }) =>
      service.give(tx, keys, { couponId: params.couponId, giverId: residentId, ...body, now }),
    async ({ body, residentId }) => (await refuseWords(db, wechat, residentId, body.message)) ?? undefined,
  )

  api.read(
    { who: 'resident', url: paths.gifts, summary: 'My gifts that nobody has taken yet', answer: GiftsAnswer },
    ({ residentId, now }) => service.open(db, keys, residentId, now),
  )

  api.question(
    {
      who: 'public',
      url: paths.giftLook,
      summary: 'Look at a gift without taking it',
      body: GiftTokenBody,
      answer: GiftAnswer,
    },
    ({ body, residentId, now }) => service.look(db, keys, { token: body.token, residentId, now }),
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.giftAccept,
      summary: 'Take a gift: the first who does gets the coupon',
      body: GiftTokenBody,
      answer: GiftAcceptAnswer,
    },
    (tx, { body, residentId, now }) => service.accept(tx, keys, { token: body.token, receiverId: residentId, now }),
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.giftTakeBack,
      summary: 'Take a gift of mine back before anybody took it',
      params: Type.Object({ giftId: Uuid }),
      answer: Done,
    },
    (tx, { params, residentId, now }) => service.takeBack(tx, { giftId: params.giftId, giverId: residentId, now }),
  )
}
