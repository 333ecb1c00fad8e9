import { clockWords, type Instant, inWords, MINUTE, minuteOfStoreDay, plus, type StoreDay, storeDay } from '../time'

/** The last day on which something that ends at `closesAt` can be used: the end of a half-open window belongs to the day before. */
export const lastDay = (closesAt: Instant): StoreDay => storeDay(plus(closesAt, -1))

/** `8月31日 周一 24:00`: the end of a half-open window. */
export function endInWords(closesAt: Instant): string {
  if (minuteOfStoreDay(closesAt) !== 0) return inWords(closesAt)
  return inWords(plus(closesAt, -1)).replace(/\d+:\d+$/, '24:00')
}

/** WeChat's `time` value, 24 hours: `2026年8月31日 18:00`. */
export function timeValue(at: Instant): string {
  const [year, month, day] = storeDay(at).split('-').map(Number)
  return `${year}年${month}月${day}日 ${clockWords(at).padStart(5, '0')}`
}

/** The same for the end of a half-open window; WeChat knows no 24:00, so midnight is said as 23:59 of the day before. */
export const endValue = (closesAt: Instant): string =>
  timeValue(minuteOfStoreDay(closesAt) === 0 ? plus(closesAt, -MINUTE) : closesAt)

const THING_LENGTH = 20

/**
 * WeChat's `thing` value: 1 to 20 characters on one line, cut with an ellipsis. `tail` is kept whole (a count at the end).
 * Counted in UTF-16 units, the strictest reading of "characters"; a pair is never split.
 */
export function thingValue(text: string, tail = ''): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  const room = THING_LENGTH - tail.length
  if (line.length <= room) return `${line}${tail}` || '鲜生'
  let cut = ''
  for (const character of line) {
    if (cut.length + character.length > room - 1) break
    cut += character
  }
  return `${cut.trimEnd()}…${tail}`
}

/** What an inbox message says, and the values of the push beside it (`thing1`, `time2`, `thing3` of the chosen template). */
export type Told = { readonly title: string; readonly body: string }
export type PushValues = { readonly thing1: string; readonly time2: string; readonly thing3: string }

/** Instants are said as they are: an inbox is also read the day after. */
export const couponEndingTold = (coupon: { title: string; endsAt: Instant }): Told => ({
  title: '有张券快到期了',
  body: `「${coupon.title}」可用到 ${endInWords(coupon.endsAt)}，记得来用`,
})

/** 优惠券到期提醒: 券名称 (thing1), 到期时间 (time2), 温馨提示 (thing3). `count` of coupons end on that day; this is the nearest. */
export const couponEndingValues = (coupon: { title: string; endsAt: Instant }, count: number): PushValues => ({
  thing1: thingValue(coupon.title, count > 1 ? `等${count}张` : ''),
  time2: endValue(coupon.endsAt),
  thing3: thingValue('券快到期了，记得来用'),
})

export const openingTold = (store: { name: string; address: string; opensAt: Instant }): Told => ({
  title: `${store.name}就要开门了`,
  body: `${inWords(store.opensAt)} 开门试业，地址：${store.address}。带上你的券，等你来`,
})

/** 开业提醒: 门店 (thing1), 开业时间 (time2), 地址 (thing3). */
export const openingValues = (store: { name: string; address: string; opensAt: Instant }): PushValues => ({
  thing1: thingValue(store.name),
  time2: timeValue(store.opensAt),
  thing3: thingValue(store.address),
})
