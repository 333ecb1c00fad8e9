import Taro from '@tarojs/taro'

/** Page paths begin with a slash. A page that is already on its way is not opened twice. */
let leaving = false
async function once(leave: () => Promise<unknown>): Promise<void> {
  if (leaving) return
  leaving = true
  try {
    await leave()
  } catch {
    // the platform refused (page stack full, already there): one stays where one is
  } finally {
    leaving = false
  }
}

export const goTo = (url: string): void => void once(() => Taro.navigateTo({ url }))
export const replaceBy = (url: string): void => void once(() => Taro.redirectTo({ url }))
/** 首页 · 选购 · 卡券 · 购物车 · 我的 */
export const goToTab = (tab: 'home' | 'shop' | 'wallet' | 'cart' | 'mine'): void =>
  void once(() => Taro.switchTab({ url: `/pages/${tab}/index` }))
/** Back, or home when this page was opened cold. */
export const goBack = (): void =>
  void once(() =>
    Taro.getCurrentPages().length > 1 ? Taro.navigateBack() : Taro.switchTab({ url: '/pages/home/index' }),
  )
/** Ends the pull-to-refresh mark of the present page. */
export const refreshed = (): void => Taro.stopPullDownRefresh()
