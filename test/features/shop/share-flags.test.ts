import { describe, expect, it } from 'vitest'
import cart from '../../../src/pages/cart/index.config'
import goods from '../../../src/packages/shop/goods/index.config'
import search from '../../../src/packages/shop/search/index.config'
import shop from '../../../src/pages/shop/index.config'

describe('KF-38: a page without its flag shares nothing, whatever its hook says', () => {
  it.each([
    ['shop', shop],
    ['goods', goods],
  ])('the %s page can be shared in chats and in Moments', (_name, config) => {
    expect(config).toMatchObject({ enableShareAppMessage: true, enableShareTimeline: true })
  })

  it.each([
    ['cart', cart],
    ['search', search],
  ])('the %s of somebody is nobody else’s', (_name, config) => {
    expect(config).not.toHaveProperty('enableShareAppMessage')
    expect(config).not.toHaveProperty('enableShareTimeline')
  })
})
