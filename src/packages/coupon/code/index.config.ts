export default {
  navigationBarTitleText: '出示券码',
}
