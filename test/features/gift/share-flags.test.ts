import { describe, expect, it } from 'vitest'
import detail from '../../../src/packages/coupon/detail/index.config'
import code from '../../../src/packages/coupon/code/index.config'
import landing from '../../../src/packages/gift/landing/index.config'
import wallet from '../../../src/pages/wallet/index.config'

describe('KF-38: a page without its flag shares nothing, whatever its hook says', () => {
  it.each([
    ['wallet', wallet],
    ['detail', detail],
    ['landing', landing],
  ])('the %s page can be shared', (_name, config) => {
    expect(config.enableShareAppMessage).toBe(true)
  })

  it('a code for the counter cannot', () => {
    expect(code).not.toHaveProperty('enableShareAppMessage')
    expect(code).not.toHaveProperty('enableShareTimeline')
  })
})
