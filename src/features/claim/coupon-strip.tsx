import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { BatchCard } from '../../contract/coupon'
import type { Instant } from '../../domain/time'
import { useNow, usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { CouponTicket } from '../../ui/coupon-ticket'
import { endDay } from '../../ui/moment'
import { Notice } from '../../ui/notice'
import { count } from '../../ui/quantity'
import type { Tone } from '../../ui/tag'
import { ClaimAction } from './claim-action'
import type { ClaimState, ClaimStore } from './claim.store'

type Props = {
  readonly store: ClaimStore
  /** Moments’ single page: to look at only. */
  readonly readOnly?: boolean
  readonly onSee: () => void
}

const FOLDED = 3

/** Where and until when a batch's coupons work: 线上、门店 · 8月31日止 */
export function termsOf(batch: BatchCard): string {
  const places = [batch.usableOnline && '线上', batch.usableCounter && '门店'].filter(Boolean).join('、')
  const until = batch.use.closesAt === null ? `领后 ${batch.use.days} 天内有效` : endDay(batch.use.closesAt as Instant)
  return `${places} · ${until}`
}

/** The line under the name: what is left, or that one has it. */
export function tagOf(batch: BatchCard, state: ClaimState): { words: string; tone?: Tone } | null {
  if (state.is === 'claimed') return { words: batch.maxHops > 0 ? '已领 · 可转赠邻居' : '已领到卡券里', tone: 'leaf' }
  if (state.is === 'refused' && state.why !== 'CLAIM_NOT_OPEN_YET') return null
  const left = batch.remainingToday ?? batch.remaining
  return { words: `${batch.remainingToday === null ? '还剩' : '今日还剩'} ${count(left)} 张` }
}

const isOver = (state: ClaimState): boolean => state.is === 'refused' && state.why !== 'CLAIM_NOT_OPEN_YET'

const StripTicket = observer(({ store, batch, readOnly, onSee }: Props & { batch: BatchCard }) => {
  const { clock } = usePlatform()
  // A ticket that waits for its hour looks at the clock; the others need not be drawn each second.
  const now = useNow(batch.claimOpensAt > clock.now())
  const state = store.stateOf(batch, now)
  const refusal = store.refusals.get(batch.id)
  return (
    <>
      <CouponTicket
        value={batch.value as never}
        name={batch.title}
        terms={termsOf(batch)}
        tag={tagOf(batch, state)}
        {...(isOver(state) && { over: '看看别的券吧' })}
        action={
          readOnly ? null : (
            <ClaimAction
              batch={batch}
              state={state}
              now={now}
              onClaim={() => void store.claim(batch.id)}
              onSee={onSee}
            />
          )
        }
      />
      {refusal && state.is !== 'claiming' ? <Notice tone="tomato">{refusal.message}</Notice> : null}
    </>
  )
})

/** Coupons to claim, the first few; the rest unfold in place. */
export const CouponStrip = observer(({ store, readOnly, onSee }: Props) => {
  const [unfolded, setUnfolded] = useState(false)
  const { coupons } = store
  const shown = unfolded ? coupons : coupons.slice(0, FOLDED)
  return (
    <View>
      {shown.map((batch) => (
        <StripTicket key={batch.id} store={store} batch={batch} readOnly={readOnly} onSee={onSee} />
      ))}
      {shown.length < coupons.length ? (
        <Button look="plain" wide onClick={() => setUnfolded(true)}>
          {`还有 ${coupons.length - shown.length} 张券`}
        </Button>
      ) : null}
    </View>
  )
})
