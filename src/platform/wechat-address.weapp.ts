import Taro from '@tarojs/taro'
import type { AddressParts } from '../contract/delivery'

/** As WeChat answers today; Taro's typings know the older `detailInfo` only. */
type Chosen = { detailInfoNew?: string; streetName?: string }

/**
 * 微信收货地址: an address the person keeps with WeChat. It has no coordinates and says nothing about where anybody is: it is a
 * line of text like a pasted one. `null` when they went back or said no.
 */
export async function chooseWechatAddress(): Promise<AddressParts | null> {
  try {
    const chosen = await Taro.chooseAddress()
    const { userName, telNumber, provinceName, cityName, countyName, detailInfo } = chosen
    const { detailInfoNew, streetName = '' } = chosen as Chosen
    return {
      name: userName,
      phone: telNumber,
      region: `${provinceName}${cityName}${countyName}`,
      detail: `${streetName}${detailInfoNew ?? detailInfo}`,
    }
  } catch {
    return null
  }
}

export const canChooseWechatAddress = true
