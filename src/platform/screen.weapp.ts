import Taro from '@tarojs/taro'

/** Android answers -1 while it follows the system. */
let before: number | null = null

/** Full brightness and no dimming, for a code that is being scanned. Undo with `restoreScreen` on hide and unload. */
export async function brightenScreen(): Promise<void> {
  try {
    if (before === null) before = (await Taro.getScreenBrightness()).value
    await Taro.setScreenBrightness({ value: 1 })
    await Taro.setKeepScreenOn({ keepScreenOn: true })
  } catch {
    // A phone that does not let us is a darker code, nothing more.
  }
}

export async function restoreScreen(): Promise<void> {
  const value = before
  before = null
  try {
    await Taro.setKeepScreenOn({ keepScreenOn: false })
    if (value !== null) await Taro.setScreenBrightness({ value })
  } catch {
    // see brightenScreen
  }
}
