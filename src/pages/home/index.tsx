import { View } from '@tarojs/components'
import { useDidShow, usePullDownRefresh, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { type ReactNode, useEffect, useState } from 'react'
import type { CartStore } from '../../features/cart/cart.store'
import { BenefitShelf } from '../../features/claim/benefit-shelf'
import { CouponStrip } from '../../features/claim/coupon-strip'
import { ClockCard } from '../../features/launch/clock-card'
import { Entries } from '../../features/launch/entries'
import { Hero } from '../../features/launch/hero'
import { goTo, goToTab, refreshed } from '../../platform/navigate'
import { chatCard, momentsCard } from '../../platform/share'
import { barRoom } from '../../platform/system'
import { showCartCount } from '../../platform/tab-badge'
import { useNow, usePlatform } from '../../platform/use-platform'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { PageShell, Section } from '../../ui/page-shell'
import { Empty, Failed, Skeleton } from '../../ui/states'
import { HomeModel } from './home.model'
import styles from './index.module.scss'
import { Front, OpenStore } from './open-store'

/** 首页: expectation before the opening, the open store afterwards. */
export default observer(function HomePage() {
  const platform = usePlatform()
  const [room] = useState(barRoom)
  const [model] = useState(() => new HomeModel(platform))
  const { launch, pictureUrl } = platform
  const readOnly = launch.current.singlePage

  useDidShow(() => {
    void model.shown()
    showCartCount(model.cart?.count ?? 0)
  })
  useEffect(() => platform.ticker.subscribe(model.tick), [platform, model])
  usePullDownRefresh(() => void model.shown().finally(() => refreshed()))
  useShareAppMessage(() => chatCard(model.share('chat'), model.trail))
  useShareTimeline(() => momentsCard(model.share('moments'), model.trail))

  const go = (url: string) => () => goTo(url)
  const see = () => goToTab('wallet')
  const facts = model.launch?.launch.value ?? null

  return (
    <PageShell bare>
      <Hero
        room={room}
        launch={facts}
        pictureUrl={pictureUrl}
        low={model.turn.phase !== 'preheat'}
        {...(model.isOpen && !readOnly && { front: <Front promise={model.promise} /> })}
      >
        <ClockCard
          of={model.launch?.launch ?? null}
          phase={model.turn.phase}
          remind={model.remind}
          readOnly={readOnly}
          onRemind={model.remindMe}
          onRange={model.isOpen ? undefined : go('/packages/delivery/range/index')}
        />
      </Hero>
      <Body model={model} readOnly={readOnly} pictureUrl={pictureUrl} go={go} see={see} />
      {model.cart ? <Badge cart={model.cart} /> : null}
    </PageShell>
  )
})

/** Draws nothing: it keeps the number on the tab of the cart. */
const Badge = observer(({ cart }: { cart: CartStore }) => {
  const { count } = cart
  useEffect(() => showCartCount(count), [count])
  return null
})

type BodyProps = {
  readonly model: HomeModel
  readonly readOnly: boolean
  readonly pictureUrl: (name: string) => string
  readonly go: (url: string) => () => void
  readonly see: () => void
}

const Body = observer(({ model, readOnly, pictureUrl, go, see }: BodyProps) => {
  const now = useNow(false)
  if (model.failure) return <Failed message={model.failure} onRetry={() => void model.shown()} />
  const { claims } = model
  return (
    <PageShellMargins>
      {model.isOpen ? (
        <OpenStore model={model} readOnly={readOnly} pictureUrl={pictureUrl} see={see} />
      ) : (
        <Ways readOnly={readOnly} pictureUrl={pictureUrl} go={go} />
      )}
      {readOnly ? <Notice tone="leaf">点下方“前往小程序”就能领券</Notice> : null}
      <Section title={model.turn.phase === 'preheat' ? '先领券，开门就能用' : '领券更划算'}>
        {claims ? (
          <Loaded
            of={claims.batches}
            now={now}
            skeleton={<Skeleton shape="ticket" repeat={3} />}
            isEmpty={() => claims.coupons.length === 0}
            empty={<Empty pictureUrl={pictureUrl('ticket')} title="券都领完了" words="新的券上架时会出现在这里" />}
          >
            {() => <CouponStrip store={claims} readOnly={readOnly} onSee={see} />}
          </Loaded>
        ) : (
          <Skeleton shape="ticket" repeat={3} />
        )}
      </Section>
      {claims && claims.benefits.length > 0 ? (
        <Section title="开业福利" aside="到店领">
          <BenefitShelf store={claims} readOnly={readOnly} pictureUrl={pictureUrl} onSee={see} most={4} />
        </Section>
      ) : null}
      {model.isOpen ? <Ways readOnly={readOnly} pictureUrl={pictureUrl} go={go} /> : null}
    </PageShellMargins>
  )
})

/** The ways on: first of all before the opening, last once there is a shop. */
function Ways({ readOnly, pictureUrl, go }: Pick<BodyProps, 'readOnly' | 'pictureUrl' | 'go'>) {
  if (readOnly) return null
  return (
    <Entries
      pictureUrl={pictureUrl}
      entries={[
        { words: '项目介绍', picture: 'seedling', onClick: go('/packages/launch/introduction/index') },
        { words: '开业福利', picture: 'wrapped-gift', onClick: go('/packages/launch/benefits/index') },
        { words: '到家范围', picture: 'motor-scooter', onClick: go('/packages/delivery/range/index') },
        { words: '附近门店', picture: 'convenience-store', onClick: go('/packages/delivery/stores/index') },
      ]}
    />
  )
}

function PageShellMargins({ children }: { children: ReactNode }) {
  return <View className={styles.margins}>{children}</View>
}
