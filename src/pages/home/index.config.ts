export default {
  navigationBarTitleText: '鲜生',
  navigationStyle: 'custom',
  enableShareAppMessage: true,
  enableShareTimeline: true,
}
