import Taro from '@tarojs/taro'
import { outcomeOf, type Pay } from './payment'

/** WeChat's own pay sheet. */
export const pay: Pay = async (params) => {
  try {
    const { errMsg } = await Taro.requestPayment({ ...params })
    return outcomeOf(errMsg)
  } catch (problem) {
    return outcomeOf((problem as { errMsg?: string } | null)?.errMsg ?? '')
  }
}
