import type { StockPlanAnswer } from '../../contract/staff'
import { startOfStoreDay, type StoreDay, storeDay, type Instant } from '../../domain/time'
import { day as dayWords, weekday } from '../../ui/moment'
import { count } from '../../ui/quantity'

export type PlannedGoods = StockPlanAnswer['goods'][number]
type Range = { readonly low: number; readonly expected: number; readonly high: number }

/** 预计 3,240 枚 */
export const expectedWords = ({ expected }: Range, unit: string): string => `预计 ${count(expected)} ${unit}`

/** 2,980–3,520; one number when both ends are the same. */
export const rangeWords = ({ low, high }: Range): string => (low === high ? count(low) : `${count(low)}–${count(high)}`)

/** 今天 · 11月25日 周三 */
export function dayName(day: string, now: Instant): string {
  if (day === storeDay(now)) return '今天'
  const at = startOfStoreDay(day as StoreDay)
  return `${dayWords(at)} ${weekday(at)}`
}

/** Where a range lies on a track from 0 to the highest of its list, in percent: `left`, `width` and the mark of the mean. */
export function onTrack({ low, expected, high }: Range, highest: number) {
  const top = Math.max(1, highest)
  const left = (low / top) * 100
  return { left, width: Math.max(1, (high / top) * 100 - left), mark: Math.min(100, (expected / top) * 100) }
}

/** 已领 628 张，用了 12 张，还有 616 张没来 */
export const couponsWords = ({ claimed, used, outstanding }: PlannedGoods): string =>
  `已领 ${count(claimed)} 张，用了 ${count(used)} 张，还有 ${count(outstanding)} 张没来`

/** 估计 62% 会来（40%–83%） */
export const rateWords = ({ rate }: PlannedGoods): string => {
  const hundredth = (share: number): number => Math.round(share * 100)
  return `估计 ${hundredth(rate.expected)}% 会来（${hundredth(rate.low)}%–${hundredth(rate.high)}%）`
}
