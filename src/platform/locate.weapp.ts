import Taro from '@tarojs/taro'
import { gcj02 } from '../domain/geo'
import type { Choice, Located, NotLocated } from './location'

const refusedBy = (problem: unknown): boolean =>
  /auth deny|auth denied|authorize|privacy/i.test((problem as { errMsg?: string } | null)?.errMsg ?? '')

/** Asks for the position; WeChat asks the person the first time. Must follow a tap, so that the question is understood. */
export async function locate(): Promise<Located | NotLocated> {
  try {
    // Without `type` WeChat answers in wgs84, some 500 m beside every map in China.
    const fix = await Taro.getLocation({ type: 'gcj02', isHighAccuracy: true, highAccuracyExpireTime: 4000 })
    return { found: true, point: gcj02(fix.latitude, fix.longitude), accuracy: fix.accuracy }
  } catch (problem) {
    return { found: false, why: refusedBy(problem) ? 'refused' : 'unavailable' }
  }
}

/** A refused permission never asks again by itself: this opens the settings. Call it from a tap. Answers whether it is granted now. */
export async function openLocationSetting(): Promise<boolean> {
  try {
    const { authSetting } = await Taro.openSetting()
    return authSetting['scope.userLocation'] === true
  } catch {
    return false
  }
}

/** WeChat's own map to pick a place on; answers in GCJ-02. */
export async function choosePlace(): Promise<Choice> {
  try {
    const { name, address, latitude, longitude } = await Taro.chooseLocation({})
    return { found: true, place: { name, address, point: gcj02(latitude, longitude) } }
  } catch (problem) {
    const cancelled = /cancel/i.test((problem as { errMsg?: string } | null)?.errMsg ?? '')
    return { found: false, why: cancelled ? 'cancelled' : refusedBy(problem) ? 'refused' : 'unavailable' }
  }
}

export const canChoosePlace = true
export const canOpenSetting = true
