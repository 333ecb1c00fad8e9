export default {
  navigationBarTitleText: '加入团队',
}
