export default {
  navigationBarTitleText: '团队',
  // For the invitation's own button; the menu of the page is taken away.
  enableShareAppMessage: true,
}
