export default {
  navigationBarTitleText: '库存',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
}
