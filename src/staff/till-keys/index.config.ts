export default {
  navigationBarTitleText: '收银接口',
}
