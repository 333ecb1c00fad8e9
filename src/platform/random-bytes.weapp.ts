import Taro from '@tarojs/taro'
import { looseBytes } from './random'

type RandomSource = {
  getRandomValues?: (options: {
    length: number
    success: (result: { randomValues: ArrayBuffer }) => void
    fail: () => void
  }) => void
}

/** `wx.getRandomValues` exists from base library 2.15.0 on; Taro's typings do not know it. */
export function randomBytes(count: number): Promise<Uint8Array> {
  const { getRandomValues } = Taro as unknown as RandomSource
  if (!getRandomValues) return Promise.resolve(looseBytes(count))
  return new Promise((resolve) => {
    getRandomValues({
      length: count,
      success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
      fail: () => resolve(looseBytes(count)),
    })
  })
}
