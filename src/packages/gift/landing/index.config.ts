export default {
  navigationBarTitleText: '邻居送你一张券',
  enableShareAppMessage: true,
  enableShareTimeline: true,
}
