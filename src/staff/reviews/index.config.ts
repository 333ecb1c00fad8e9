export default {
  navigationBarTitleText: '评价',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
}
