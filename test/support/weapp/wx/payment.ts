// wx.requestPayment: looks at its fields as the platform does and opens the sheet; what happens there the person decides, and
// whether the order exists and the merchant signed for it says the payment side (`paySide` of the boot options).
import { asyncApi, type CallOptions, mustBeWholeApp, type Platform, WxFailure, type WxApi } from './platform'

/** What somebody does at WeChat's sheet: pays, has too little, closes it, pays and the server hears of it late. */
export type PayDeed = 'pay' | 'fail' | 'leave' | 'pay-late'

export type PayFields = Readonly<Record<'timeStamp' | 'nonceStr' | 'package' | 'signType' | 'paySign', string>>

/** The other end of the sheet; answers the errMsg, `requestPayment:ok` or `requestPayment:fail …`. */
export type PaySide = (fields: PayFields, does: PayDeed) => Promise<string>

/** How long a thumb takes at the sheet. */
const AT_THE_SHEET_MS = 2000
const FIELDS = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const

export function paymentApi(platform: Platform, paySide: PaySide | undefined): WxApi {
  const { clock, persona, phone } = platform

  return {
    requestPayment: asyncApi(platform, 'requestPayment', async (options) => {
      mustBeWholeApp(platform)
      const fields = fieldsOf(options)
      if (!paySide) throw new WxFailure('jsapi has no permission')
      phone.paySheets.push(fields.package)
      const answer = paySide(fields, persona.pays)
      clock.outside.add(answer)
      const errMsg = await answer.finally(() => clock.outside.delete(answer))
      await new Promise<void>((resolve) => clock.postToPhone(resolve, AT_THE_SHEET_MS))
      if (errMsg !== 'requestPayment:ok') throw new WxFailure(errMsg.replace(/^requestPayment:fail ?/, ''))
    }),
  }
}

function fieldsOf(options: CallOptions): PayFields {
  for (const name of FIELDS) {
    if (typeof options[name] === 'string' && options[name] !== '') continue
    throw new WxFailure(`parameter error: parameter.${name} should be String instead of ${typeof options[name]}`)
  }
  const fields = options as PayFields
  if (!/^\d{10}$/.test(fields.timeStamp)) throw new WxFailure('parameter error: timeStamp is in seconds')
  if (fields.nonceStr.length > 32) throw new WxFailure('parameter error: nonceStr is longer than 32')
  if (!fields.package.startsWith('prepay_id=')) throw new WxFailure('parameter error: package is prepay_id=…')
  return fields
}
