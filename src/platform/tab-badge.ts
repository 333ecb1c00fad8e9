import Taro from '@tarojs/taro'

/** Where 购物车 stands in the tab bar (src/app.config.ts). */
const CART_TAB = 3
/** WeChat draws four characters at most. */
const MOST = 99

/**
 * How many units are in the cart, on its tab; nothing for none. WeChat takes it only from a page with the tab bar and refuses
 * elsewhere: each tab page says it again when it is shown.
 */
export function showCartCount(count: number): void {
  const told =
    count > 0
      ? Taro.setTabBarBadge({ index: CART_TAB, text: count > MOST ? `${MOST}+` : String(count) })
      : Taro.removeTabBarBadge({ index: CART_TAB })
  told?.catch(() => undefined)
}
