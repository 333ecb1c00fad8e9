export default {
  navigationBarTitleText: '领券分析',
}
