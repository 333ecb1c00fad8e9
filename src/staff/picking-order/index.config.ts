export default {
  navigationBarTitleText: '备货',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
}
