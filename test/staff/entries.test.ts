import { expect, it } from 'vitest'
import app from '../../src/app.config'
import { ROLES } from '../../src/domain/staff/role'
import { staffEntries } from '../../src/pages/mine/staff-entries'

const titles = (role: (typeof ROLES)[number]) =>
  staffEntries({ storeId: 'here', storeName: '', role }).map(({ title }) => title)

it('everybody sees the tools that their role may use, in the order of the day', () => {
  expect(titles('clerk')).toEqual(['核销台', '备货台', '配送'])
  expect(titles('launch-lead')).toEqual(['领券分析', '备货预估'])
  const all = ['核销台', '备货台', '配送', '退款', '评价', '库存', '领券分析', '备货预估', '团队', '收银接口']
  expect(titles('manager')).toEqual(all)
  expect(titles('owner')).toEqual(all)
})

it('every entry opens a page that there is', () => {
  const staff = app.subPackages.find(({ root }) => root === 'staff')
  for (const { url } of staffEntries({ storeId: 'here', storeName: '', role: 'owner' }))
    expect(staff?.pages).toContain(url.replace('/staff/', '').replace('?store=here', ''))
})
