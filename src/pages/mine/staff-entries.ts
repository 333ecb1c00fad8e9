import type { MeAnswer } from '../../contract/resident'
import { type Deed, may } from '../../domain/staff/role'

type Grant = NonNullable<MeAnswer['staff']>['grants'][number]

const ENTRIES: readonly { deed: Deed; title: string; words: string; page: string }[] = [
  { deed: 'verify', title: '核销台', words: '扫码或输入 8 位数字', page: 'counter' },
  { deed: 'pick', title: '备货台', words: '按时段备货，称重，备好了', page: 'picking' },
  { deed: 'deliver', title: '配送', words: '出发，路线和电话，送到了', page: 'deliveries' },
  { deed: 'decide-refund', title: '退款', words: '看照片，同意或说明原因', page: 'refunds' },
  { deed: 'moderate', title: '评价', words: '展示，回复邻居', page: 'reviews' },
  { deed: 'stock', title: '库存', words: '入库、报损、盘点', page: 'stock' },
  { deed: 'see-claims', title: '领券分析', words: '哪个渠道带来的人会来', page: 'claims' },
  { deed: 'see-stock-plan', title: '备货预估', words: '按领券算该备多少货', page: 'stock-plan' },
  { deed: 'see-team', title: '团队', words: '谁能做什么，邀请和收回', page: 'team' },
  { deed: 'till-keys', title: '收银接口', words: '收银机和外卖平台的订单从这里进来', page: 'till-keys' },
]

/** What this role may open; the API decides again on every request. */
export const staffEntries = ({ role, storeId }: Grant): { title: string; words: string; url: string }[] =>
  ENTRIES.filter(({ deed }) => may(role, deed)).map(({ title, words, page }) => ({
    title,
    words,
    url: `/staff/${page}/index?store=${storeId}`,
  }))
