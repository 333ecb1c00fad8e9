import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { TextArea } from '../../ui/field'
import { nearMoment } from '../../ui/moment'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { MoreFoot } from '../more-foot'
import { groupsOf } from '../../ui/groups'
import { PhotoRow } from '../photo-row'
import styles from './reviews.module.scss'
import { ANSWER_LIMIT, type Review, type ReviewsStore } from './reviews.store'

type Props = { readonly store: ReviewsStore; readonly reviews: readonly Review[]; readonly now: Instant }

const MOST_STARS = 5

export const ReviewList = observer(({ store, reviews, now }: Props) => (
  <View>
    {groupsOf(reviews).map((group) => (
      <View key={group[0]?.id} className={styles.group}>
        {group.map((review) => (
          <ReviewCard key={review.id} store={store} review={review} now={now} />
        ))}
      </View>
    ))}
    <MoreFoot pages={store.shelves.current} words={store.shelves.chosen === 'waiting' ? '看后面的' : '看更早的'} />
  </View>
))

const ReviewCard = observer(({ store, review, now }: Omit<Props, 'reviews'> & { readonly review: Review }) => {
  const { score, words, photos, who, answer } = review
  const about = store.about === review.id && store.target === null
  const { deciding } = store
  return (
    <View className={styles.card}>
      <View className={styles.head}>
        <View className={styles.score}>{score}</View>
        <View className={styles.stars} {...access({ role: 'img', label: `${score} 星` })}>
          {'★'.repeat(score)}
          <View className={styles.dim}>{'★'.repeat(MOST_STARS - score)}</View>
        </View>
      </View>
      {words ? <View className={styles.words}>{words}</View> : <View className={styles.by}>没有写字</View>}
      <PhotoRow photos={photos} of={who} />
      <View
        className={styles.by}
      >{`${who} · 订单 ${review.orderNumber.slice(-4)} · ${nearMoment(review.at as Instant, now)}`}</View>
      {answer ? <View className={styles.answer}>{`店里回复：${answer}`}</View> : null}
      {about && deciding.error ? (
        <View className={styles.wrong} {...access({ role: 'alert' })}>
          {deciding.error.message}
        </View>
      ) : null}
      <View className={styles.acts}>
        {review.state === 'hidden' ? null : (
          <View className={styles.act}>
            <Button
              look="plain"
              size="big"
              disabled={deciding.busy}
              onClick={() => void store.decide(review, false)}
              label={`不展示${who}的评价`}
            >
              不展示
            </Button>
          </View>
        )}
        <View className={styles.act}>
          <Button
            look="soft"
            size="big"
            disabled={deciding.busy}
            onClick={() => store.open(review)}
            label={`回复${who}`}
          >
            {answer ? '改回复' : '回复'}
          </Button>
        </View>
        {review.state === 'shown' ? null : (
          <View className={styles.act}>
            <Button
              size="big"
              disabled={deciding.busy && !about}
              busy={deciding.busy && about ? '正在记' : false}
              onClick={() => void store.decide(review, true)}
              label={`展示${who}的评价`}
            >
              展示
            </Button>
          </View>
        )}
      </View>
    </View>
  )
})

/** What everybody will read under it. */
export const ReplySheet = observer(({ store }: { readonly store: ReviewsStore }) => {
  const { target, deciding, answer } = store
  const taken = target?.answer != null && answer.trim() === ''
  return (
    <Sheet
      open={target !== null}
      title={target ? `回复${target.who}` : ''}
      onClose={store.close}
      footer={
        <Button
          size="big"
          wide
          disabled={answer.trim() === '' && !taken}
          busy={deciding.busy ? '正在记' : false}
          onClick={() => void store.reply()}
        >
          {deciding.lost
            ? '再点一次，不会重复'
            : taken
              ? '拿掉回复'
              : target?.state === 'shown'
                ? '回复'
                : '回复并展示'}
        </Button>
      }
    >
      {target ? (
        <View>
          {target.words ? <View className={styles.quoted}>{target.words}</View> : null}
          <TextArea
            label="大家都会看到"
            value={answer}
            most={ANSWER_LIMIT}
            placeholder="谢谢，或说说怎么改"
            lines="more"
            counted
            onInput={store.write}
          />
          {deciding.error && !deciding.lost ? <Notice tone="tomato">{deciding.error.message}</Notice> : null}
        </View>
      ) : null}
    </Sheet>
  )
})
