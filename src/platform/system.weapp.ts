import Taro from '@tarojs/taro'
import { type BarRoom, isLargeFont } from './bar-room'

type AppBaseInfo = { fontSizeSetting?: number; fontSizeScaleFactor?: number }

/** Whether the phone's own font setting asks for large text. */
export function phoneWantsLargeText(): boolean {
  try {
    return isLargeFont(Taro.getAppBaseInfo() as AppBaseInfo)
  } catch {
    return false
  }
}

/** WeChat's capsule, from the platform: its size and place differ between phones. */
export function barRoom(): BarRoom {
  try {
    const { statusBarHeight = 0, windowWidth } = Taro.getWindowInfo()
    const capsule = Taro.getMenuButtonBoundingClientRect()
    const gap = Math.max(0, capsule.top - statusBarHeight)
    return {
      statusHeight: statusBarHeight,
      barHeight: capsule.height + gap * 2,
      capsuleSpace: Math.max(0, windowWidth - capsule.left),
    }
  } catch {
    return { statusHeight: 0, barHeight: 44, capsuleSpace: 0 }
  }
}

/** Whether the phone is in dark mode, for pictures that are drawn elsewhere; everything else follows by style. */
export function phoneTheme(): 'light' | 'dark' {
  try {
    return (Taro.getAppBaseInfo() as { theme?: string }).theme === 'dark' ? 'dark' : 'light'
  } catch {
    return 'light'
  }
}
