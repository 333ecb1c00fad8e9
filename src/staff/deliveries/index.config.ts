export default {
  navigationBarTitleText: '配送',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
}
