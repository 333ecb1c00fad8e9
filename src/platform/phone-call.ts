import Taro from '@tarojs/taro'

/** Puts a number on the dial pad; the person presses the call. Who goes back has not failed. */
export function call(phone: string): void {
  Taro.makePhoneCall({ phoneNumber: phone.replace(/[^\d+]/g, '') }).catch(() => undefined)
}
