import { describe, expect, it } from 'vitest'
import app from '../../../src/app.config'
import address from '../../../src/packages/address/list/index.config'
import edit from '../../../src/packages/address/edit/index.config'
import checkout from '../../../src/packages/checkout/index/index.config'
import balance from '../../../src/packages/member/balance/index.config'
import code from '../../../src/packages/order/code/index.config'
import detail from '../../../src/packages/order/detail/index.config'
import list from '../../../src/packages/order/list/index.config'
import refund from '../../../src/packages/order/refund/index.config'
import review from '../../../src/packages/order/review/index.config'

describe('what is somebody’s own', () => {
  it.each([
    ['checkout', checkout],
    ['orders', list],
    ['order', detail],
    ['pickup code', code],
    ['refund', refund],
    ['review', review],
    ['addresses', address],
    ['address', edit],
    ['balance', balance],
  ])('%s: no page of it can be passed on', (_name, config) => {
    expect(config).not.toHaveProperty('enableShareAppMessage')
    expect(config).not.toHaveProperty('enableShareTimeline')
  })

  it('KF-34: every private interface that is called is declared', () => {
    expect(app.requiredPrivateInfos).toEqual(['getLocation', 'chooseLocation', 'chooseAddress'])
  })
})
