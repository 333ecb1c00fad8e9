import type { AddressParts } from '../contract/delivery'

/** A browser knows no WeChat addresses. */
export const chooseWechatAddress = (): Promise<AddressParts | null> => Promise.resolve(null)

export const canChooseWechatAddress = false
