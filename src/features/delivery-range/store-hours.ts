import type { StoreCard } from '../../contract/launch'
import { type Instant, minuteOfStoreDay } from '../../domain/time'
import { day } from '../../ui/moment'

export type Opening = { readonly tone: 'leaf' | 'sun' | 'calm'; readonly words: string }

/** 7:00, 24:00 of minutes since midnight. */
const hour = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** 营业中 · 已打烊 · 今天 7:00 开门, by the store's clock; before its first day: 11月25日 开门试业. */
export function openingOf(store: Pick<StoreCard, 'hours' | 'trialOpensAt'>, now: Instant): Opening {
  const trial = store.trialOpensAt as Instant
  if (now < trial) return { tone: 'sun', words: `${day(trial)} 开门试业` }
  const minute = minuteOfStoreDay(now)
  const { opensMinute, closesMinute } = store.hours
  if (minute < opensMinute) return { tone: 'calm', words: `今天 ${hour(opensMinute)} 开门` }
  return minute < closesMinute ? { tone: 'leaf', words: '营业中' } : { tone: 'calm', words: '已打烊' }
}

/** 每天 7:00–21:00 */
export const hoursWords = ({ opensMinute, closesMinute }: StoreCard['hours']): string =>
  `每天 ${hour(opensMinute)}–${hour(closesMinute)}`
