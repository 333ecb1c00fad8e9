export default {
  navigationBarTitleText: '备货台',
  // Browsers pull by themselves; Taro's own puller would take the page its height.
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
}
