import { type Instant, MINUTE } from '../../domain/time'
import { nearMoment, nearSlot } from '../../ui/moment'

type Due = { readonly slot: { opensAt: number; closesAt: number } | null; readonly placedAt: number }

/** 今天 17:00–18:00 in two pieces, the hours to be drawn large: { day: '明天', hours: '9:00–10:00' }. Today needs no day. */
export function dueInWords({ slot, placedAt }: Due, now: Instant): { readonly day: string; readonly hours: string } {
  if (!slot) return { day: `${nearMoment(placedAt as Instant, now)} 下单`, hours: '尽快' }
  const [day = '', hours = ''] = nearSlot(slot, now).split(' ')
  return { day: day === '今天' ? '' : day, hours }
}

const SOON_MINUTES = 60

/** How much time is left to pack it: 还有 25 分钟, 已经到点; `null` while there is more than an hour. */
export function hurry({ slot }: Due, now: Instant): { readonly words: string; readonly late: boolean } | null {
  if (!slot) return null
  const minutes = Math.ceil((slot.opensAt - now) / MINUTE)
  if (minutes > SOON_MINUTES) return null
  return minutes > 0 ? { words: `还有 ${minutes} 分钟`, late: false } : { words: '已经到点', late: true }
}
