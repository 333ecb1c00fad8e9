export default {
  navigationBarTitleText: '退款',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
}
