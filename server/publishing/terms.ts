import type { PublishBatchBody } from '../../src/contract/coupon'
import { type Instant, instant } from '../../src/domain/time'

/** What is outside of these is a slip of the finger (seconds for milliseconds), and no date a database would take. */
const EARLIEST = instant('2020-01-01T00:00:00+08:00')
const LATEST = instant('2100-01-01T00:00:00+08:00')

/** What is wrong with the terms of a batch, in words for whoever publishes it; `null` when they make sense. */
export function termsFault(terms: PublishBatchBody, now: Instant): string | null {
  return windowFault(terms, now) ?? valueFault(terms) ?? placeFault(terms) ?? numberFault(terms)
}

function windowFault(terms: PublishBatchBody, now: Instant): string | null {
  const { claimOpensAt, claimClosesAt, useOpensAt, useClosesAt, useDays } = terms
  const instants = [claimOpensAt, claimClosesAt, useOpensAt, useClosesAt]
  if (instants.some((at) => at !== null && (at < EARLIEST || at >= LATEST))) return '时间要在 2020 到 2100 年之间'
  if (claimOpensAt >= claimClosesAt) return '领取的结束时间要晚于开始时间'
  if (claimClosesAt <= now) return '领取时间已经过去了'
  if ((useClosesAt === null) === (useDays === null)) return '使用期限在“到某天为止”和“领取后几天”里选一种'
  if (useClosesAt === null) return null
  if ((useOpensAt ?? claimOpensAt) >= useClosesAt) return '使用的结束时间要晚于开始时间'
  // whoever claims in the last minute must still be able to use it
  return claimClosesAt > useClosesAt ? '领取要在使用期限结束之前结束' : null
}

function valueFault({ value, benefit }: PublishBatchBody): string | null {
  if (benefit && value.kind !== 'exchange') return '开业福利只能是兑换券'
  switch (value.kind) {
    case 'amount-off':
      return value.threshold > 0 && value.off > value.threshold ? '减的金额不能多于门槛' : null
    case 'percent-off':
      return value.cap === null ? '折扣券要写最多优惠多少' : null
    case 'exchange':
      return value.price > value.goods.worth ? '兑换价不能高于原价' : null
    case 'free-delivery':
      return null
  }
}

function placeFault({ usableOnline, usableCounter, value, benefit }: PublishBatchBody): string | null {
  if (!usableOnline && !usableCounter) return '线上和到店至少选一处可用'
  if (benefit && !usableCounter) return '开业福利要能到店领取'
  return value.kind === 'free-delivery' && !usableOnline ? '免运券要能在线上使用' : null
}

function numberFault({ total, perPerson, perDay }: PublishBatchBody): string | null {
  if (perPerson > total) return '每人限领不能多于总数'
  return perDay !== null && perDay > total ? '每天限量不能多于总数' : null
}
