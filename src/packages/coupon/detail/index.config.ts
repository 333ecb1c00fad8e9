export default {
  navigationBarTitleText: '卡券详情',
  enableShareAppMessage: true,
}
