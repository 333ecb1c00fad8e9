export default {
  navigationBarTitleText: '开业福利',
  enableShareAppMessage: true,
  enableShareTimeline: true,
}
