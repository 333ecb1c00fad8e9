export default {
  navigationBarTitleText: '团队',
}
