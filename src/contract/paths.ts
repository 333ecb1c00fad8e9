/** Every path of the API, once. `:name` stands for a parameter; `fill` puts it in. The client may import this file as it is. */
export const paths = {
  clock: '/v1/clock',
  sessions: '/v1/sessions',
  currentSession: '/v1/sessions/current',
  me: '/v1/me',
  settings: '/v1/me/settings',
  visits: '/v1/visits',

  stores: '/v1/stores',
  store: '/v1/stores/:storeId',
  launch: '/v1/stores/:storeId/launch',
  zones: '/v1/stores/:storeId/zones',
  batches: '/v1/stores/:storeId/batches',
  picture: '/v1/pictures/:name.svg',
  deliveryAnswer: '/v1/delivery/answer',
  placeSuggestions: '/v1/delivery/places',

  claim: '/v1/batches/:batchId/claim',
  myClaims: '/v1/me/claims',
  coupons: '/v1/coupons',
  coupon: '/v1/coupons/:couponId',
  couponCode: '/v1/coupons/:couponId/code',

  give: '/v1/coupons/:couponId/gift',
  gifts: '/v1/gifts',
  giftLook: '/v1/gifts/look',
  giftAccept: '/v1/gifts/accept',
  giftTakeBack: '/v1/gifts/:giftId/take-back',

  shop: '/v1/stores/:storeId/shop',
  goodsList: '/v1/stores/:storeId/goods',
  goods: '/v1/stores/:storeId/goods/:goodsId',
  search: '/v1/stores/:storeId/search',
  recommended: '/v1/stores/:storeId/recommended',
  goodsReviews: '/v1/stores/:storeId/goods/:goodsId/reviews',

  cart: '/v1/stores/:storeId/cart',
  cartLine: '/v1/stores/:storeId/cart/:goodsId',
  cartMerge: '/v1/stores/:storeId/cart/merge',
  cartLook: '/v1/stores/:storeId/cart/look',
  nearestStore: '/v1/checkout/nearest-store',
  checkout: '/v1/checkout/look',
  addresses: '/v1/addresses',
  address: '/v1/addresses/:addressId',
  balance: '/v1/balance',

  orders: '/v1/orders',
  order: '/v1/orders/:orderId',
  orderPay: '/v1/orders/:orderId/pay',
  orderPaid: '/v1/orders/:orderId/paid',
  orderCancel: '/v1/orders/:orderId/cancel',
  orderCode: '/v1/orders/:orderId/code',
  orderSubstitute: '/v1/orders/:orderId/substitutes/:lineId',
  orderRefunds: '/v1/orders/:orderId/refund-requests',
  orderWithdrawRefund: '/v1/orders/:orderId/refund-requests/:requestId/withdraw',
  orderReview: '/v1/orders/:orderId/review',
  photos: '/v1/photos',
  photo: '/v1/photos/:photoId',
  payNotifications: '/v1/wechat-pay/notifications',
  tillOrders: '/v1/till/orders',

  consents: '/v1/subscribe-consents',
  subscribeTemplates: '/v1/subscribe-templates',
  inbox: '/v1/inbox',
  inboxRead: '/v1/inbox/read',

  staffPreview: '/v1/staff/stores/:storeId/verifications/preview',
  staffVerify: '/v1/staff/stores/:storeId/verifications',
  staffVerifications: '/v1/staff/stores/:storeId/verifications',
  staffReverse: '/v1/staff/stores/:storeId/verifications/:verificationId/reverse',
  staffClaims: '/v1/staff/stores/:storeId/claims',
  staffStockPlan: '/v1/staff/stores/:storeId/stock-plan',
  staffTeam: '/v1/staff/stores/:storeId/team',
  staffInvitations: '/v1/staff/stores/:storeId/invitations',
  staffRevokeInvitation: '/v1/staff/stores/:storeId/invitations/:invitationId/revoke',
  staffRevokeGrant: '/v1/staff/stores/:storeId/grants/:grantId/revoke',
  staffAudit: '/v1/staff/stores/:storeId/audit',
  staffBatches: '/v1/staff/stores/:storeId/batches',
  staffWithdrawBatch: '/v1/staff/stores/:storeId/batches/:batchId/withdraw',
  staffScene: '/v1/staff/stores/:storeId/channel-codes/:code/picture',
  staffOrders: '/v1/staff/stores/:storeId/orders',
  staffOrder: '/v1/staff/stores/:storeId/orders/:orderId',
  staffStartPicking: '/v1/staff/stores/:storeId/orders/:orderId/start',
  staffPickLine: '/v1/staff/stores/:storeId/orders/:orderId/lines/:lineId',
  staffSubstitute: '/v1/staff/stores/:storeId/orders/:orderId/lines/:lineId/substitute',
  staffWithdrawSubstitute: '/v1/staff/stores/:storeId/orders/:orderId/lines/:lineId/withdraw',
  staffReady: '/v1/staff/stores/:storeId/orders/:orderId/ready',
  staffRefuse: '/v1/staff/stores/:storeId/orders/:orderId/refuse',
  staffDeliveries: '/v1/staff/stores/:storeId/deliveries',
  staffSetOut: '/v1/staff/stores/:storeId/orders/:orderId/set-out',
  staffDeliver: '/v1/staff/stores/:storeId/orders/:orderId/deliver',
  staffBringBack: '/v1/staff/stores/:storeId/orders/:orderId/bring-back',
  staffOfflineList: '/v1/staff/stores/:storeId/offline-list',
  staffSettle: '/v1/staff/stores/:storeId/settlements',
  staffConflicts: '/v1/staff/stores/:storeId/conflicts',
  staffResolveConflict: '/v1/staff/stores/:storeId/conflicts/:conflictId/resolve',
  staffReverseHandover: '/v1/staff/stores/:storeId/handovers/:handoverId/reverse',
  staffRefundRequests: '/v1/staff/stores/:storeId/refund-requests',
  staffDecideRefund: '/v1/staff/stores/:storeId/refund-requests/:requestId/decide',
  staffReviews: '/v1/staff/stores/:storeId/reviews',
  staffDecideReview: '/v1/staff/stores/:storeId/reviews/:reviewId/decide',
  staffGoods: '/v1/staff/stores/:storeId/goods',
  staffStock: '/v1/staff/stores/:storeId/goods/:goodsId/stock',
  staffTillKeys: '/v1/staff/stores/:storeId/till-keys',
  staffRevokeTillKey: '/v1/staff/stores/:storeId/till-keys/:keyId/revoke',
  invitationLook: '/v1/staff/invitations/look',
  invitationAccept: '/v1/staff/invitations/accept',
} as const

type Parameters<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Parameters<`/${Rest}`>
  : P extends `${string}:${infer Name}.svg`
    ? Name
    : P extends `${string}:${infer Name}`
      ? Name
      : never

/** `fill(paths.claim, { batchId })` → `/v1/batches/…/claim` */
export function fill<P extends string>(path: P, parameters: Record<Parameters<P>, string>): string {
  const values = parameters as Record<string, string>
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
}
