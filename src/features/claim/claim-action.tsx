import { View } from '@tarojs/components'
import type { BatchCard } from '../../contract/coupon'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { nearMoment } from '../../ui/moment'
import type { ClaimState } from './claim.store'
import styles from './claim.module.scss'

type Props = {
  readonly batch: BatchCard
  readonly state: ClaimState
  readonly now: Instant
  readonly wide?: boolean
  readonly onClaim: () => void
  readonly onSee: () => void
}

const OVER = {
  CLAIM_SOLD_OUT: '抢光了',
  CLAIM_SOLD_OUT_TODAY: '今日领完',
  CLAIM_ENDED: '已结束',
} as const

/** 领取 · 领取中 · 去看看 · 再点一次 · 抢光了 · 8:00 开抢: one button, always in the same place. */
export function ClaimAction({ batch, state, now, wide, onClaim, onSee }: Props) {
  const label = (words: string): string => `${words}${batch.title}`
  if (state.is === 'claimed') {
    return (
      <Button look="ghost" size="small" wide={wide} onClick={onSee} label={label('已领，查看')}>
        已领
      </Button>
    )
  }
  if (state.is === 'refused') {
    if (state.why === 'CLAIM_NOT_OPEN_YET') {
      return <View className={styles.later}>{nearMoment(batch.claimOpensAt as Instant, now)}开抢</View>
    }
    return (
      <Button size="small" wide={wide} disabled label={label(OVER[state.why])}>
        {OVER[state.why]}
      </Button>
    )
  }
  const words = state.is === 'lost' ? '再点一次' : '领取'
  return (
    <Button
      size="small"
      wide={wide}
      onClick={onClaim}
      busy={state.is === 'claiming' ? '领取中' : false}
      label={label(words)}
    >
      {words}
    </Button>
  )
}
