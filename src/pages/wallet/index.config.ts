export default {
  navigationBarTitleText: '我的卡券',
}
