import Taro from '@tarojs/taro'

/** Other lines stand where these stood: they are read from their beginning. */
export function scrollToTop(): void {
  Taro.pageScrollTo({ scrollTop: 0, duration: 0 })?.catch(() => undefined)
}
