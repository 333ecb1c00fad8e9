import type { MeAnswer } from '../../contract/resident'
import { type Deed, may } from '../../domain/staff/role'

type Grant = NonNullable<MeAnswer['staff']>['grants'][number]

const ENTRIES: readonly { deed: Deed; title: string; words: string; page: string }[] = [
  { deed: 'verify', title: '核销台', words: '扫码或输入 8 位数字', page: 'counter' },
  { deed: 'see-claims', title: '领券分析', words: '哪个渠道带来的人会来', page: 'claims' },
  { deed: 'see-stock-plan', title: '备货预估', words: '按领券算该备多少货', page: 'stock-plan' },
  { deed: 'see-team', title: '团队', words: '谁能做什么，邀请和收回', page: 'team' },
]

/** What this role may open; the API decides again on every request. */
export const staffEntries = ({ role, storeId }: Grant): { title: string; words: string; url: string }[] =>
  ENTRIES.filter(({ deed }) => may(role, deed)).map(({ title, words, page }) => ({
    title,
    words,
    url: `/staff/${page}/index?store=${storeId}`,
  }))
