import { Input, Textarea, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { CouponValue } from '../../domain/coupon/coupon'
import type { Instant } from '../../domain/time'
import { access } from '../../ui/access'
import { CouponTicket } from '../../ui/coupon-ticket'
import { endDay, endMoment } from '../../ui/moment'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { Button } from '../../ui/button'
import { type GiveStore, MESSAGE_LIMIT, NAME_LIMIT } from './give.store'
import styles from './gift.module.scss'
import { SendButton } from './send-button'

type Props = {
  readonly open: boolean
  readonly store: GiveStore
  readonly pictureUrl: (name: string) => string
  /** The address to copy where there is no chat; `null` in WeChat. */
  readonly link: string | null
  readonly onClose: () => void
}

/** 转赠邻居: sign it, say a word, make the card, send it. */
export const GiftSheet = observer(({ open, store, pictureUrl, link, onClose }: Props) => {
  const { coupon, gift } = store
  if (!coupon) return null
  const { value } = coupon
  return (
    <Sheet
      open={open}
      title={gift ? '赠礼卡做好了' : '转赠邻居'}
      onClose={onClose}
      footer={gift ? <SendButton link={link} /> : <MakeButton store={store} />}
    >
      <View className={styles.sheet}>
        <View className={styles.ticket}>
          <CouponTicket
            value={value as CouponValue}
            name={coupon.title}
            terms={endDay(coupon.usableUntil as Instant)}
            {...(value.kind === 'exchange' && { pictureUrl: pictureUrl(value.goods.picture) })}
          />
        </View>
        {gift ? <Ready store={store} expiresAt={gift.expiresAt as Instant} /> : <Words store={store} />}
        {store.error ? <Notice tone="tomato">{store.error.message}</Notice> : null}
      </View>
    </Sheet>
  )
})

const MakeButton = observer(({ store }: { store: GiveStore }) => (
  <Button size="big" wide onClick={() => void store.make()} busy={store.making ? '正在做赠礼卡' : false}>
    {store.lost ? '再点一次，不会重复' : '做好赠礼卡'}
  </Button>
))

/** What is asked of the giver, and what giving means. */
const Words = observer(({ store }: { store: GiveStore }) => {
  const [writing, setWriting] = useState<'name' | 'message' | null>(null)
  const field = (which: typeof writing): string =>
    [styles.field, writing === which && styles.writing, store.locked && styles.locked].filter(Boolean).join(' ')
  return (
    <View>
      <View className={styles.label}>你的称呼</View>
      <View className={field('name')}>
        <Input
          className={styles.input ?? ''}
          value={store.name}
          maxlength={NAME_LIMIT}
          placeholder="比如 王阿姨，可以不写"
          placeholderClass={styles.hint ?? ''}
          disabled={store.locked}
          onInput={({ detail }) => store.sign(detail.value)}
          onFocus={() => setWriting('name')}
          onBlur={() => setWriting(null)}
          {...access({ label: '你的称呼' })}
        />
      </View>
      <View className={styles.below}>邻居只看到第一个字，如“王**”</View>
      <View className={styles.label}>想说的话</View>
      <View className={field('message')}>
        <Textarea
          className={styles.area ?? ''}
          value={store.message}
          maxlength={MESSAGE_LIMIT}
          placeholder="这家鸡蛋好，你先去领"
          placeholderClass={styles.hint ?? ''}
          disabled={store.locked}
          showConfirmBar={false}
          cursorSpacing={120}
          onInput={({ detail }) => store.write(detail.value)}
          onFocus={() => setWriting('message')}
          onBlur={() => setWriting(null)}
          {...access({ label: '想说的话' })}
        />
        <View className={styles.count}>{`${store.message.length}/${MESSAGE_LIMIT}`}</View>
      </View>
      <Rules />
    </View>
  )
})

const Ready = observer(({ store, expiresAt }: { store: GiveStore; expiresAt: Instant }) => (
  <View>
    <View className={styles.ready}>
      {store.message ? `“${store.message}”` : '发给一位邻居，或发到群里，先到先得。'}
    </View>
    <Rules until={endMoment(expiresAt)} />
  </View>
))

/** Said before anything is sent: who gets it, when it comes back, and that giving earns nothing. */
export function Rules({ until }: { until?: string }) {
  const rules = [
    '第一位收下的人得到它',
    until ? `${until} 前没人收，会退回给你` : '24 小时没人收，会退回给你',
    '你不会因为转赠得到任何奖励',
  ]
  return (
    <View className={styles.rules}>
      {rules.map((rule) => (
        <View key={rule} className={styles.rule}>
          <View className={styles.dot} {...access({ hidden: true })} />
          <View className={styles.ruleWords}>{rule}</View>
        </View>
      ))}
    </View>
  )
}
