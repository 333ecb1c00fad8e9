import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { GiftAnswer } from '../../contract/gift'
import type { CouponValue } from '../../domain/coupon/coupon'
import type { Instant } from '../../domain/time'
import { useNow } from '../../platform/use-platform'
import { access } from '../../ui/access'
import { CouponFace } from '../../ui/coupon-face'
import { endMoment, longMoment } from '../../ui/moment'
import { Picture } from '../../ui/picture'
import { remainingInWords } from '../../ui/remaining'
import type { Fact } from '../../ui/rows'
import styles from './gift.module.scss'
import type { LandingState } from './landing.store'

type Props = {
  readonly gift: GiftAnswer
  readonly state: LandingState
  readonly pictureUrl: (name: string) => string
}

/** Who gives what: readable before anything is tapped, the same for everybody who opens the card. */
export const LandingFace = observer(({ gift, state, pictureUrl }: Props) => {
  const { coupon } = gift
  const { value } = coupon
  // To the giver, what came back is a coupon like any other.
  const over = gift.couponId === null ? OVER[state] : undefined
  return (
    <View>
      <Headline gift={gift} state={state} pictureUrl={pictureUrl} />
      <CouponFace
        value={value as CouponValue}
        name={coupon.title}
        facts={factsOf(gift, state)}
        {...(value.kind === 'exchange' && { pictureUrl: pictureUrl(value.goods.picture) })}
        {...(over && { over })}
      />
      {coupon.note ? <View className={styles.note}>{coupon.note}</View> : null}
      {state === 'open' ? <View className={styles.aside}>只有第一位点“收下”的人能得到这张券</View> : null}
    </View>
  )
})

const OVER: Partial<Record<LandingState, string>> = {
  accepted: '已被收下',
  'taken-back': '已收回',
  returned: '已退回',
}

/** Late comers get a kind answer that says what happened, and that nothing was their fault. */
const LATE = {
  accepted: ['来晚一步，这张券已被收下', '别灰心，店里还有别的券等你'],
  'taken-back': ['对方已经收回了这张券', '店里还有别的券，先去领自己的'],
  returned: ['过了领取时间，券已退回给对方', '可以请对方再送一次，或先去领自己的券'],
} as const

/** The same, as the giver is told it. */
const LATE_FOR_GIVER = {
  accepted: ['邻居已经收下你送的券', '它现在在邻居的卡券里'],
  'taken-back': ['你已经收回这张券', '它在你的卡券里，可以自己用，也可以再送'],
  returned: ['没有人收，券已经退回给你', '它在你的卡券里，可以自己用，也可以再送'],
} as const

const PICTURES: Record<LandingState, string> = {
  open: 'wrapped-gift',
  own: 'wrapped-gift',
  mine: 'party-popper',
  accepted: 'hourglass-done',
  'taken-back': 'hourglass-done',
  returned: 'hourglass-done',
}

function Headline({ gift, state, pictureUrl }: Props) {
  const ended = state === 'accepted' || state === 'taken-back' || state === 'returned' ? state : null
  const late = ended && (gift.mine === 'giver' ? LATE_FOR_GIVER : LATE)[ended]
  return (
    <View className={styles.giver} {...access({ role: 'status' })}>
      <View className={styles.circle}>
        <Picture src={pictureUrl(PICTURES[state])} alt="" shape="bare" />
      </View>
      {late ? (
        <>
          <View className={styles.strong}>{late[0]}</View>
          <View className={styles.message}>{late[1]}</View>
        </>
      ) : state === 'mine' ? (
        <>
          <View className={styles.strong}>收下了，在你的卡券里</View>
          <View className={styles.message}>{gift.giverName ? `记得谢谢 ${gift.giverName}` : '记得谢谢邻居'}</View>
        </>
      ) : state === 'own' ? (
        <>
          <View className={styles.strong}>这是你送出的券</View>
          <View className={styles.message}>{gift.message ? `“${gift.message}”` : '等邻居来收'}</View>
        </>
      ) : (
        <>
          <View className={styles.headline}>
            <Text className={styles.name}>{gift.giverName || '一位邻居'}</Text>
            {' 把一张券送给你'}
          </View>
          {gift.message ? <View className={styles.message}>{`“${gift.message}”`}</View> : null}
        </>
      )}
    </View>
  )
}

function factsOf(gift: GiftAnswer, state: LandingState): Fact[] {
  const { coupon } = gift
  const where = [...(coupon.usableCounter ? coupon.storeNames : []), ...(coupon.usableOnline ? ['线上商城'] : [])].join(
    ' · ',
  )
  const facts: Fact[] = [{ name: '能在哪用', value: where || '线上商城' }]
  facts.push({ name: '什么时候', value: <FromWhen usableFrom={coupon.usableFrom as Instant} /> })
  facts.push({ name: '有效期至', value: endMoment(coupon.usableUntil as Instant) })
  if (state === 'open' || state === 'own') {
    facts.push({
      name: '多久内领取',
      value: <ReturnsIn expiresAt={gift.expiresAt as Instant} to={state === 'own' ? '你' : ' TA'} />,
      tone: 'sun',
    })
  }
  return facts
}

const FromWhen = observer(({ usableFrom }: { usableFrom: Instant }) => {
  const now = useNow(false)
  return <Text>{now < usableFrom ? `${longMoment(usableFrom)} 起` : '现在就能用'}</Text>
})

const ReturnsIn = observer(({ expiresAt, to }: { expiresAt: Instant; to: string }) => (
  <Text>{`${remainingInWords(expiresAt, useNow())}后退回给${to}`}</Text>
))
