export default {
  navigationBarTitleText: '选购',
  enableShareAppMessage: true,
  enableShareTimeline: true,
}
