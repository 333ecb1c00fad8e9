import { View } from '@tarojs/components'
import { useDidShow, useRouter, useShareAppMessage } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { CouponCard } from '../../../contract/coupon'
import type { Instant } from '../../../domain/time'
import { canGive, fromWords, refuseShowing, shelfNow } from '../../../features/coupon/coupon-facts'
import { DetailFace } from '../../../features/coupon/detail-face'
import { GiftSheet } from '../../../features/gift/gift-sheet'
import { OnItsWay } from '../../../features/gift/on-its-way'
import { SendButton } from '../../../features/gift/send-button'
import { TakeBackSheet } from '../../../features/gift/take-back-sheet'
import { goTo, goToTab } from '../../../platform/navigate'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'
import { DetailModel } from './detail.model'
import styles from './index.module.scss'

/** 卡券详情 */
export default observer(function CouponDetailPage() {
  const platform = usePlatform()
  const { couponId = '' } = useRouter().params
  const [model] = useState(() => new DetailModel(platform, couponId))
  const now = useNow(false)
  const { detail, coupon } = model
  const { pictureUrl } = platform

  useDidShow(() => void model.load())
  useShareAppMessage(() => model.share())

  if (detail.gone) {
    return (
      <PageShell>
        <Empty
          pictureUrl={pictureUrl(detail.gone === 'taken' ? 'wrapped-gift' : 'ticket')}
          title={detail.gone === 'taken' ? '邻居已经收下这张券' : '没有找到这张券'}
          words={detail.gone === 'taken' ? '它现在在邻居的卡券里' : '它可能已经送给了邻居'}
          action={<Button onClick={() => goToTab('wallet')}>看看我的卡券</Button>}
        />
      </PageShell>
    )
  }
  return (
    <PageShell footer={coupon ? <Actions model={model} coupon={coupon} /> : null}>
      <Loaded of={{ ...drawn(model), load: detail.load }} now={now} skeleton={<Skeleton shape="card" repeat={2} />}>
        {(shown) => <DetailFace coupon={shown} stores={detail.stores.value?.stores ?? []} pictureUrl={pictureUrl} />}
      </Loaded>
      <GiftSheet
        open={model.sheet === 'give'}
        store={model.give}
        pictureUrl={pictureUrl}
        link={model.link}
        onClose={model.close}
      />
      <TakeBackSheet
        open={model.sheet === 'take-back'}
        store={model.give}
        onClose={model.close}
        onEnded={() => void model.load()}
      />
    </PageShell>
  )
})

const drawn = ({ detail: { coupon } }: DetailModel) => ({
  value: coupon.value,
  error: coupon.error,
  loading: coupon.loading,
  keptAt: coupon.keptAt,
})

/** What can be done with it now; nothing when it is used or ended. */
const Actions = observer(({ model, coupon }: { model: DetailModel; coupon: CouponCard }) => {
  const now = useNow()
  if (shelfNow(coupon, now) === 'gifting') return <Gifting model={model} coupon={coupon} />
  const refusal = refuseShowing(coupon, now)
  const give = canGive(coupon, now)
  if (refusal === 'over') {
    return (
      <Button size="big" wide look="ghost" onClick={() => goToTab('home')}>
        去看看别的券
      </Button>
    )
  }
  return (
    <View>
      {refusal === null ? (
        <Button size="big" wide onClick={() => goTo(`/packages/coupon/code/index?couponId=${coupon.id}`)}>
          出示券码
        </Button>
      ) : (
        <View className={styles.when}>
          {refusal === 'too-early'
            ? `${fromWords(coupon.usableFrom as Instant, now)} 起到店出示券码`
            : '线上下单时自动可选，不用出示'}
        </View>
      )}
      {give ? (
        <View className={styles.second}>
          <Button size="big" wide look={refusal === null ? 'ghost' : 'primary'} onClick={model.startGiving}>
            转赠邻居
          </Button>
        </View>
      ) : null}
    </View>
  )
})

const Gifting = observer(({ model, coupon }: { model: DetailModel; coupon: CouponCard }) => {
  const { gift } = model.give
  return (
    <View>
      {coupon.gift ? <OnItsWay expiresAt={coupon.gift.expiresAt as Instant} onBack={() => void model.load()} /> : null}
      <View className={styles.second}>
        {gift ? (
          <SendButton link={model.link} words="再发一次" />
        ) : (
          <Button size="big" wide busy={model.give.error ? false : '正在找赠礼卡'} onClick={() => void model.load()}>
            再试一次
          </Button>
        )}
      </View>
      <Button wide look="plain" onClick={model.startTakingBack} disabled={!gift}>
        收回这张券
      </Button>
    </View>
  )
})
