export default {
  navigationBarTitleText: '项目介绍',
  enableShareAppMessage: true,
  enableShareTimeline: true,
}
