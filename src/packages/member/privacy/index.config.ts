export default {
  navigationBarTitleText: '隐私与数据',
}
