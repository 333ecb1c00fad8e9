import { View } from '@tarojs/components'
import { useDidShow, useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { GiftAnswer } from '../../../contract/gift'
import { LandingFace } from '../../../features/gift/landing-face'
import type { LandingState } from '../../../features/gift/landing.store'
import { SendButton } from '../../../features/gift/send-button'
import { TakeBackSheet } from '../../../features/gift/take-back-sheet'
import { goTo, goToTab } from '../../../platform/navigate'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Notice } from '../../../ui/notice'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Failed, Skeleton } from '../../../ui/states'
import styles from './index.module.scss'
import { LandingModel } from './landing.model'

/** 邻居送你一张券: opened from a chat card, cold, signed out, or in Moments' single page. */
export default observer(function GiftLandingPage() {
  const platform = usePlatform()
  const { g = '' } = useRouter().params
  const [model] = useState(() => new LandingModel(platform, g))
  const { look } = model.landing
  const { pictureUrl, launch } = platform
  const readOnly = launch.current.singlePage

  useDidShow(() => void model.load())
  useShareAppMessage(() => model.shareToChat())
  useShareTimeline(() => model.shareToMoments())

  const gift = look.value
  if (gift) return <Gift model={model} gift={gift} readOnly={readOnly} pictureUrl={pictureUrl} />
  return (
    <PageShell footer={look.error && !readOnly ? <HomeButton look="primary" words="先去领自己的券" /> : null}>
      {look.error?.code === 'GIFT_NOT_FOUND' ? (
        <Empty
          pictureUrl={pictureUrl('magnifying-glass-tilted-left')}
          title={look.error.message}
          words="可以请送券的邻居再发一次"
        />
      ) : look.error ? (
        <Failed message={look.error.message} onRetry={() => void model.load()} busy={look.loading} />
      ) : (
        <Skeleton shape="card" repeat={2} />
      )}
    </PageShell>
  )
})

type Props = { readonly model: LandingModel; readonly gift: GiftAnswer; readonly readOnly: boolean }

const Gift = observer(({ model, gift, readOnly, pictureUrl }: Props & { pictureUrl: (name: string) => string }) => {
  const state = model.landing.stateAt(useNow()) ?? 'open'
  return (
    <PageShell footer={<Actions model={model} gift={gift} readOnly={readOnly} state={state} />}>
      <LandingFace gift={gift} state={state} pictureUrl={pictureUrl} />
      <TakeBackSheet
        open={model.takingBack}
        store={model.give}
        onClose={() => model.askToTakeBack(false)}
        onEnded={() => void model.load()}
      />
    </PageShell>
  )
})

function HomeButton({ look, words }: { look: 'primary' | 'plain'; words: string }) {
  return (
    <Button size={look === 'plain' ? 'normal' : 'big'} wide look={look} onClick={() => goToTab('home')}>
      {words}
    </Button>
  )
}

/** One button for what this page is about, one quiet way to the store. */
const Actions = observer(({ model, gift, readOnly, state }: Props & { state: LandingState }) => {
  if (readOnly) return <View className={styles.readOnly}>点下方“前往小程序”，就能收下这张券</View>
  if (state === 'mine' || (state !== 'own' && gift.couponId)) return <Mine gift={gift} />
  if (state === 'own') return <Own model={model} />
  if (state !== 'open') return <HomeButton look="primary" words="先去领自己的券" />
  const { landing } = model
  return (
    <View>
      {landing.refusal ? (
        <View className={styles.refusal}>
          <Notice tone="tomato">{landing.refusal.message}</Notice>
        </View>
      ) : null}
      <Button size="big" wide onClick={() => void model.accept()} busy={landing.accepting ? '正在收下' : false}>
        {landing.lost ? '再点一次收下' : '收下这张券'}
      </Button>
      <HomeButton look="plain" words="先看看店里有什么" />
    </View>
  )
})

/** In one's wallet, received or come back: to the coupon, or straight to its code when the counter takes it today. */
function Mine({ gift }: { gift: GiftAnswer }) {
  const now = useNow()
  const { couponId, coupon } = gift
  if (!couponId) return <HomeButton look="primary" words="先看看店里有什么" />
  const query = `?couponId=${couponId}`
  const ready = coupon.usableCounter && now >= coupon.usableFrom && now < coupon.usableUntil
  return (
    <View>
      {ready ? (
        <Button size="big" wide onClick={() => goTo(`/packages/coupon/code/index${query}`)}>
          出示券码
        </Button>
      ) : null}
      <Button
        size={ready ? 'normal' : 'big'}
        wide
        look={ready ? 'plain' : 'primary'}
        onClick={() => goTo(`/packages/coupon/detail/index${query}`)}
      >
        去看这张券
      </Button>
      {ready ? null : <HomeButton look="plain" words="先看看店里有什么" />}
    </View>
  )
}

const Own = observer(({ model }: { model: LandingModel }) => (
  <View>
    <SendButton link={model.link} words="再发一次" />
    <Button wide look="plain" disabled={!model.give.gift} onClick={() => model.askToTakeBack(true)}>
      收回这张券
    </Button>
  </View>
))
