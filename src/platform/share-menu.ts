import Taro from '@tarojs/taro'

/** Takes 转发 out of the menu of the present page: what it shows is for the counter alone. */
export function hideShareMenu(): void {
  if (process.env.TARO_ENV !== 'weapp') return
  Taro.hideShareMenu({ menus: ['shareAppMessage', 'shareTimeline'] } as never).catch(() => undefined)
}
