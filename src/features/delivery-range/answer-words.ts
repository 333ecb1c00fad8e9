import type { DeliveryAnswer } from '../../contract/delivery'
import { type Fen, yuan } from '../../domain/money'
import type { Instant } from '../../domain/time'
import { nearMoment } from '../../ui/moment'
import { distance } from '../../ui/quantity'

export type Said = {
  readonly tone: 'leaf' | 'tomato' | 'sun'
  readonly sentence: string
  /** What it means or what to do about it, in small type; `null` when the sentence says all. */
  readonly note: string | null
}

/** Farther than this nobody walks to a store for vegetables: collecting is not offered. Metres. */
const TOO_FAR_TO_COLLECT = 20_000

/** The answer as one sentence: 能送到，最快今天 10:30 · 离配送范围还有 380 米，可以到店自提 · 位置不够准，请确认地址 */
export function say(answer: DeliveryAnswer, now: Instant): Said {
  if (answer.verdict === 'inside') return sayInside(answer, now)
  return answer.verdict === 'unsure' ? sayUnsure(answer) : sayOutside(answer)
}

function sayInside({ zone }: DeliveryAnswer, now: Instant): Said {
  if (!zone) return { tone: 'leaf', sentence: '能送到', note: null }
  return {
    tone: 'leaf',
    sentence: `能送到，最快${spaced(nearMoment(zone.earliestSlot.opensAt as Instant, now))}`,
    note: null,
  }
}

/** A space between characters and digits: 最快 11月25日, but 最快今天. */
const spaced = (words: string): string => (/^\d/.test(words) ? ` ${words}` : words)

function sayUnsure({ zone }: DeliveryAnswer): Said {
  return {
    tone: 'sun',
    sentence: '位置不够准，请确认地址',
    note: zone
      ? '看着在配送范围里，还说不准。把图钉拖到家门口就知道'
      : '看着不在配送范围里，还说不准。把图钉拖到家门口就知道',
  }
}

function sayOutside({ metresOutside, nearestStore }: DeliveryAnswer): Said {
  const collect = nearestStore !== null && nearestStore.metres <= TOO_FAR_TO_COLLECT
  if (metresOutside === null) {
    return { tone: 'tomato', sentence: collect ? '这里还送不到，可以到店自提' : '这里还送不到', note: null }
  }
  // rounded up: whoever is 381 m away is not told 380
  const missing = distance(Math.ceil(metresOutside / 10) * 10)
  if (collect) return { tone: 'tomato', sentence: `离配送范围还有 ${missing}，可以到店自提`, note: null }
  return { tone: 'tomato', sentence: `离配送范围还有 ${missing}，暂时送不到`, note: '等我们把店开到你附近' }
}

/** ¥3，满 39 免 · ¥6 · 免费 */
export function feeWords(terms: { fee: number; freeFrom: number | null }): string {
  if (terms.fee === 0) return '免费'
  const fee = yuan(terms.fee as Fen)
  return terms.freeFrom === null ? fee : `${fee}，满 ${yuan(terms.freeFrom as Fen).slice(1)} 免`
}

export const minimumWords = (minimum: number): string => (minimum === 0 ? '多少都送' : yuan(minimum as Fen))

/** 配送费 · 起送 · 由谁送, of a door that is served. */
export function factsOf(answer: DeliveryAnswer): { name: string; value: string }[] {
  const { zone } = answer
  if (!zone) return []
  return [
    { name: '配送费', value: feeWords(zone) },
    { name: '起送', value: minimumWords(zone.minimum) },
    { name: '由谁送', value: `${zone.storeName} · ${distance(zone.metres)}` },
  ]
}
