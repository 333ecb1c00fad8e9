const onH5 = process.env.TARO_ENV === 'h5'

/** Colours come from theme.json in WeChat; in the browser the bars are painted by platform/chrome.h5.scss. */
const weappWindow = {
  navigationBarBackgroundColor: '@barBackground',
  navigationBarTextStyle: '@barText',
  backgroundColor: '@pageBackground',
  backgroundColorTop: '@pageBackground',
  backgroundColorBottom: '@pageBackground',
  backgroundTextStyle: '@pullText',
}
const h5Window = { navigationBarBackgroundColor: 'transparent', navigationBarTextStyle: 'inherit' }

const weappTabColours = {
  color: '@tabText',
  selectedColor: '@tabTextOn',
  backgroundColor: '@tabBackground',
  borderStyle: '@tabBorder',
}

const tab = (name: 'home' | 'shop' | 'wallet' | 'cart' | 'mine', text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  iconPath: onH5 ? `assets/tab/${name}.png` : `@${name}Icon`,
  selectedIconPath: onH5 ? `assets/tab/${name}-on.png` : `@${name}IconOn`,
})

export default {
  pages: ['pages/home/index', 'pages/shop/index', 'pages/wallet/index', 'pages/cart/index', 'pages/mine/index'],
  subPackages: [
    { root: 'packages/launch', name: 'launch', pages: ['introduction/index', 'benefits/index'] },
    { root: 'packages/shop', name: 'shop', pages: ['search/index', 'goods/index'] },
    { root: 'packages/coupon', name: 'coupon', pages: ['detail/index', 'code/index'] },
    { root: 'packages/gift', name: 'gift', pages: ['landing/index'] },
    { root: 'packages/delivery', name: 'delivery', pages: ['range/index', 'stores/index'] },
    { root: 'packages/member', name: 'member', pages: ['inbox/index', 'privacy/index', 'balance/index'] },
    { root: 'packages/checkout', name: 'checkout', pages: ['index/index'] },
    { root: 'packages/address', name: 'address', pages: ['list/index', 'edit/index'] },
    {
      root: 'packages/order',
      name: 'order',
      pages: ['list/index', 'detail/index', 'code/index', 'refund/index', 'review/index'],
    },
    {
      root: 'staff',
      name: 'staff',
      pages: [
        'counter/index',
        'picking/index',
        'picking-order/index',
        'deliveries/index',
        'refunds/index',
        'reviews/index',
        'stock/index',
        'claims/index',
        'stock-plan/index',
        'team/index',
        'till-keys/index',
        'join/index',
      ],
    },
  ],
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['launch', 'coupon'] },
    'pages/shop/index': { network: 'all', packages: ['shop'] },
    'pages/wallet/index': { network: 'all', packages: ['coupon'] },
    'pages/cart/index': { network: 'all', packages: ['checkout', 'address'] },
    'pages/mine/index': { network: 'all', packages: ['order'] },
  },
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    // The browser shows a title bar only when this is said.
    navigationStyle: 'default',
    navigationBarTitleText: '鲜生',
    ...(onH5 ? h5Window : weappWindow),
  },
  tabBar: {
    ...(onH5 ? {} : weappTabColours),
    list: [tab('home', '首页'), tab('shop', '选购'), tab('wallet', '卡券'), tab('cart', '购物车'), tab('mine', '我的')],
  },
  requiredPrivateInfos: ['getLocation', 'chooseLocation', 'chooseAddress'],
  permission: { 'scope.userLocation': { desc: '用来看看哪家店离你近、能不能送到你家' } },
  __usePrivacyCheck__: true,
}
