export default {
  navigationBarTitleText: '提货码',
}
