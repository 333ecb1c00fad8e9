import Taro from '@tarojs/taro'
import type { Gcj02 } from '../domain/geo'

/** Opens WeChat's map at a place, from where the phone's own map app leads there. Answers whether it opened. */
export async function showWay(place: { name: string; address: string; at: Gcj02 }): Promise<boolean> {
  try {
    const { name, address, at } = place
    await Taro.openLocation({ name, address, latitude: at.lat, longitude: at.lng, scale: 16 })
    return true
  } catch {
    return false
  }
}

/** Whether `showWay` opens a map; otherwise the address is copied for one's own. */
export const canShowWay = true
