export default {
  navigationBarTitleText: '能送到家吗',
  enableShareAppMessage: true,
  enableShareTimeline: true,
}
