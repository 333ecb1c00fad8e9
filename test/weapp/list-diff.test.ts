import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withTinyApp } from '../support/weapp/tiny-app'

const listApp = {
  pages: {
    'pages/list/index': {
      wxml: '<view class="row" wx:for="{{rows}}" wx:key="id"><text class="name">{{item.id}}</text></view><view wx:if="{{rows.length === 0}}">空</view>',
      page: '{ data: { rows: [] } }',
    },
  },
}

test('rows that are moved, added and taken away are drawn in their new order', () =>
  withTinyApp(listApp, async (app) => {
    const show = app.page.instance.setData as (data: { rows: { id: string }[] }) => void
    const drawn = () => app.page.$$('.row').map((row) => row.element.$$?.textContent)
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(ids, { minLength: 2, maxLength: 6 }), (lists) => {
        for (const list of lists) {
          show({ rows: list.map((id) => ({ id })) })
          expect(drawn()).toEqual(list)
        }
      }),
      { numRuns: 60 },
    )
    expect(app.errors).toEqual([])
  }))
