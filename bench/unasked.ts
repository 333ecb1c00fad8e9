import type { MapsGateway } from '../server/gateways/maps'
import type { WechatGateway } from '../server/gateways/wechat'
import type { WechatPayGateway } from '../server/gateways/wechat-pay'

const unasked = (): never => {
  throw new Error('The bench does not go outside')
}

/** A world outside that must not be asked: what is measured is ours. */
export const nobodyOutside: { wechat: WechatGateway; pay: WechatPayGateway; maps: MapsGateway } = {
  wechat: {
    signIn: unasked,
    checkText: unasked,
    sendSubscribeMessage: unasked,
    miniProgramCode: unasked,
    uploadShipping: unasked,
  },
  pay: {
    prepay: unasked,
    payParams: unasked,
    query: unasked,
    close: unasked,
    refund: unasked,
    queryRefund: unasked,
    readNotification: unasked,
  },
  maps: { geocode: unasked, reverse: unasked, suggest: unasked },
}
