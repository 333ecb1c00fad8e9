import type { ClaimsAnswer } from '../../contract/staff'
import { count } from '../../ui/quantity'

export type Funnel = ClaimsAnswer['totals']
export type FunnelStep = {
  readonly key: keyof Funnel
  readonly name: string
  /** 4,295 张 */
  readonly amount: string
  /** How much of what came before: 送出的 61%. `null` for the first, or where there is nothing to divide by. */
  readonly rate: string | null
  /** Width of the bar, 0 to 1. */
  readonly share: number
}

/** 61% · 0.8% · 0%: one digit behind the point below ten. `null` when there is nothing it could be a part of. */
export function percent(part: number, whole: number): string | null {
  if (whole <= 0) return null
  const value = (part / whole) * 100
  if (value > 0 && value < 0.1) return '不到 0.1%'
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value)
  // All but a few are not all.
  if (rounded >= 100 && part < whole) return '99%'
  return `${rounded}%`
}

/** One opening can claim several coupons, so a share above 100 % would mislead: 每 100 次打开领 127 张. */
function perHundred(claimed: number, seen: number): string | null {
  return seen > 0 ? `每 100 次打开领 ${count((claimed / seen) * 100)} 张` : null
}

const said = (words: string, rate: string | null): string | null => (rate === null ? null : `${words} ${rate}`)

/** 看过 → 领取 → 送出 → 收下 → 核销 with what each is of the one it comes from. */
export function funnelSteps({ seen, claimed, given, received, used }: Funnel): readonly FunnelStep[] {
  const most = Math.max(1, seen, claimed, given, received, used)
  const step = (key: keyof Funnel, name: string, amount: number, unit: string, rate: string | null): FunnelStep => ({
    key,
    name,
    amount: `${count(amount)} ${unit}`,
    rate,
    share: amount / most,
  })
  return [
    step('seen', '看过', seen, '次', null),
    step('claimed', '领取', claimed, '张', perHundred(claimed, seen)),
    step('given', '送出', given, '张', said('领取的', percent(given, claimed))),
    step('received', '收下', received, '张', said('送出的', percent(received, given))),
    step('used', '核销', used, '张', said('领取的', percent(used, claimed))),
  ]
}

export type TableRow = { readonly key: string; readonly name: string } & Partial<Funnel> & Omit<Funnel, 'seen'>

const dayName = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** The newest day first: one looks for yesterday. */
export const dayRows = ({ days }: Pick<ClaimsAnswer, 'days'>): TableRow[] =>
  days.map(({ day, ...funnel }) => ({ key: day, name: dayName(day), ...funnel })).reverse()

export const channelRows = ({ channels }: Pick<ClaimsAnswer, 'channels'>): TableRow[] =>
  channels.map(({ channelId, channel, ...funnel }) => ({ key: channelId ?? '', name: channel, ...funnel }))

/** Batches with most claims first. A visit belongs to no batch, so nothing was seen here. */
export function batchRows({ rows }: Pick<ClaimsAnswer, 'rows'>): TableRow[] {
  const batches = new Map<string, { key: string; name: string } & Omit<Funnel, 'seen'>>()
  for (const { batchId, batch, claimed, given, received, used } of rows) {
    const sum = batches.get(batchId) ?? { key: batchId, name: batch, claimed: 0, given: 0, received: 0, used: 0 }
    sum.claimed += claimed
    sum.given += given
    sum.received += received
    sum.used += used
    batches.set(batchId, sum)
  }
  return [...batches.values()].sort((a, b) => b.claimed - a.claimed || a.name.localeCompare(b.name, 'zh'))
}

/** 11月9日到11月22日 */
export const period = ({ from, to }: Pick<ClaimsAnswer, 'from' | 'to'>): string => `${dayName(from)}–${dayName(to)}`
