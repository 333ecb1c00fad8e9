export default {
  navigationBarTitleText: '附近门店',
  enableShareAppMessage: true,
  enableShareTimeline: true,
}
