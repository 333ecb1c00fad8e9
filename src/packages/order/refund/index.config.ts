export default {
  navigationBarTitleText: '申请退款',
}
