export default {
  navigationBarTitleText: '我的卡券',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
}
