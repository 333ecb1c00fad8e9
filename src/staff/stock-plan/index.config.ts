export default {
  navigationBarTitleText: '备货预估',
}
