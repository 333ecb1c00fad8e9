import { type Refusal, refuse } from '../../src/contract/errors'
import type { ClaimsAnswer } from '../../src/contract/staff'
import { DAY, type Instant, plusDays, startOfStoreDay, type StoreDay, storeDay } from '../../src/domain/time'
import type { Db } from '../database/connection'
import type { Theme } from '../chart/palette'
import { claimsChart } from './claims-chart'
import * as claims from './claims.repository'

const DAYS_SHOWN = 14
const DAYS_MOST = 92

type Question = { from?: string | undefined; to?: string | undefined; theme?: Theme | undefined }
type Funnel = ClaimsAnswer['totals']

const nothing = (): Funnel => ({ seen: 0, claimed: 0, given: 0, received: 0, used: 0 })

/**
 * Seen → claimed → given → received → used, by batch, channel and day, from what the database holds. `seen` counts opens of the
 * store's pages; a visit belongs to no batch, so it stands with days and channels only. Each thing is counted on its own day
 * and under the channel its coupon was claimed from. INPUT_INVALID for days that are none, or more than 92 of them.
 */
export async function claimsReport(
  db: Db,
  storeId: string,
  question: Question,
  now: Instant,
): Promise<ClaimsAnswer | Refusal> {
  const period = periodOf(question, now)
  if (!period) return refuse('INPUT_INVALID', { field: 'from' }, { detail: `日期，最多 ${DAYS_MOST} 天` })
  const { from, to } = period
  const span = { storeId, days: daysFrom(from, to) }
  const [deeds, opens, names] = await Promise.all([
    claims.deedsOf(db, span),
    claims.opensOf(db, span),
    claims.names(db, storeId),
  ])
  const days = daysOf(span.days, deeds, opens)
  return {
    from,
    to,
    totals: days.reduce(add, nothing()),
    rows: rowsOf(deeds, names),
    days,
    channels: channelsOf(deeds, opens, names),
    chart: claimsChart(days, question.theme ?? 'light'),
  }
}

/** The last 14 days when nothing else is asked for. */
function periodOf({ from, to }: Question, now: Instant): { from: StoreDay; to: StoreDay } | null {
  if ([from, to].some((day) => day !== undefined && !isDay(day))) return null
  const last = (to ?? storeDay(now)) as StoreDay
  const first = (from as StoreDay | undefined) ?? plusDays(last, 1 - DAYS_SHOWN)
  const days = (startOfStoreDay(last) - startOfStoreDay(first)) / DAY + 1
  return days >= 1 && days <= DAYS_MOST ? { from: first, to: last } : null
}

/** Whether a text that looks like a day is one: there is no 30 February. Reports go from 2020 on. */
function isDay(text: string): text is StoreDay {
  const start = Date.parse(`${text}T00:00:00+08:00`)
  return text >= '2020' && text < '2100' && !Number.isNaN(start) && storeDay(start as Instant) === text
}

const add = (sum: Funnel, one: Funnel): Funnel => ({
  seen: sum.seen + one.seen,
  claimed: sum.claimed + one.claimed,
  given: sum.given + one.given,
  received: sum.received + one.received,
  used: sum.used + one.used,
})

type Opens = Awaited<ReturnType<typeof claims.opensOf>>
type Names = Awaited<ReturnType<typeof claims.names>>

function daysFrom(from: StoreDay, to: StoreDay): StoreDay[] {
  const days: StoreDay[] = []
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day)
  return days
}

/** Every day asked for, also those on which nothing happened. */
function daysOf(asked: StoreDay[], deeds: claims.Counted[], opens: Opens): ClaimsAnswer['days'] {
  const days = new Map(asked.map((day) => [day, nothing()]))
  for (const { day, deed, count } of deeds) days.get(day)![deed] += count
  for (const { day, count } of opens) days.get(day)!.seen += count
  return [...days].map(([day, funnel]) => ({ day, ...funnel }))
}

/** People who came by no code of ours: a search, the recent list, word of mouth. */
const NO_CHANNEL = '自己找来'

const channelName = (id: string | null, { channels }: Names): string =>
  id === null ? NO_CHANNEL : (channels.get(id) ?? id)

/** The channel that brings most claims first, then most opens. */
function channelsOf(deeds: claims.Counted[], opens: Opens, names: Names): ClaimsAnswer['channels'] {
  const channels = new Map<string | null, Funnel>()
  const of = (id: string | null): Funnel => {
    const funnel = channels.get(id) ?? nothing()
    channels.set(id, funnel)
    return funnel
  }
  for (const { channelId, deed, count } of deeds) of(channelId)[deed] += count
  for (const { channelId, count } of opens) of(channelId).seen += count
  return [...channels]
    .map(([channelId, funnel]) => ({ channelId, channel: channelName(channelId, names), ...funnel }))
    .sort((a, b) => b.claimed - a.claimed || b.seen - a.seen || a.channel.localeCompare(b.channel, 'zh'))
}

/** The newest day first, within it batches as they stand on the shelf, then channels by name. */
function rowsOf(deeds: claims.Counted[], names: Names): ClaimsAnswer['rows'] {
  const rows = new Map<string, ClaimsAnswer['rows'][number]>()
  for (const { day, batchId, channelId, deed, count } of deeds) {
    const key = `${day} ${batchId} ${channelId}`
    const row = rows.get(key) ?? {
      day,
      batchId,
      batch: names.batches.get(batchId) ?? '',
      channelId,
      channel: channelName(channelId, names),
      claimed: 0,
      given: 0,
      received: 0,
      used: 0,
    }
    row[deed] += count
    rows.set(key, row)
  }
  const shelf = new Map([...names.batches.keys()].map((id, i) => [id, i]))
  return [...rows.values()].sort(
    (a, b) =>
      b.day.localeCompare(a.day) ||
      (shelf.get(a.batchId) ?? 0) - (shelf.get(b.batchId) ?? 0) ||
      a.channel.localeCompare(b.channel, 'zh'),
  )
}
