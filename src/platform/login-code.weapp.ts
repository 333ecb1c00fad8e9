import Taro from '@tarojs/taro'
import { type Answer, clientError } from './answer'

/** One user per phone: WeChat says who it is. */
export const persona = (): string => 'me'

/** `wx.login`: a code that lives five minutes and works once. */
export async function loginCode(): Promise<Answer<string>> {
  try {
    const { code } = await Taro.login()
    return { ok: true, data: code }
  } catch {
    return { ok: false, error: clientError('NETWORK', '微信登录没有连上，请再试一次') }
  }
}
