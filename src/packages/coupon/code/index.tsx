import { useDidHide, useDidShow, useRouter, useUnload } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { Instant } from '../../../domain/time'
import { CodeFace } from '../../../features/coupon/code-face'
import { type CouponCode, couponCode } from '../../../features/coupon/code.store'
import { storeNamesOf } from '../../../features/coupon/coupon-facts'
import { CouponDetailStore } from '../../../features/coupon/detail.store'
import { goBack, goTo, goToTab } from '../../../platform/navigate'
import { brightenScreen, restoreScreen } from '../../../platform/screen'
import { hideShareMenu } from '../../../platform/share-menu'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { nearMoment } from '../../../ui/moment'
import { Card, PageShell } from '../../../ui/page-shell'
import { ResultScreen } from '../../../ui/result-screen'
import { Empty } from '../../../ui/states'

/** 出示券码: read by a scanner at arm's length, so the screen is bright and stays on. Nobody can pass it on from here. */
export default observer(function CouponCodePage() {
  const { api, clock, ticker } = usePlatform()
  const { couponId = '' } = useRouter().params
  const [code] = useState(() => couponCode(api, couponId))
  const [{ stores }] = useState(() => new CouponDetailStore(api, couponId))
  const [visible, setVisible] = useState(false)

  useDidShow(() => {
    setVisible(true)
    hideShareMenu()
    void brightenScreen()
    void stores.load()
    void code.shown(clock.now())
  })
  useDidHide(() => {
    setVisible(false)
    void restoreScreen()
  })
  useUnload(() => void restoreScreen())
  useEffect(() => (visible ? ticker.subscribe(code.tick) : undefined), [visible, ticker, code])

  const known = stores.value?.stores ?? []
  if (code.verified) {
    return <Verified at={code.verified.usedAt} store={storeNamesOf(idsOf(code.verified.usedStoreId), known)[0]} />
  }
  if (code.refusal) return <Refused code={code} couponId={couponId} />
  return (
    <PageShell>
      <Card>
        <CodeFace store={code} stores={known} />
      </Card>
    </PageShell>
  )
})

const idsOf = (id: string | null): string[] => (id ? [id] : [])

/** The clerk has taken it: the whole screen says so, calmly. */
const Verified = observer(({ at, store }: { at: number | null; store: string | undefined }) => {
  const now = useNow(false)
  const words = [at === null ? null : nearMoment(at as Instant, now), store].filter(Boolean).join(' · ')
  return (
    <ResultScreen
      outcome="good"
      title="已核销"
      words={words || '店员已经收下这张券'}
      footer={
        <Button size="big" wide look="onHero" onClick={goBack}>
          完成
        </Button>
      }
    />
  )
})

const WHY: Readonly<Record<string, { readonly words: string; readonly picture: string }>> = {
  COUPON_NOT_YET_USABLE: { words: '到时打开这一页，券码会自动出现', picture: 'alarm-clock' },
  COUPON_GIFTING: { words: '收回来以后，就能自己出示了', picture: 'wrapped-gift' },
  COUPON_EXPIRED: { words: '下次会在到期前提醒你', picture: 'hourglass-done' },
  COUPON_USED: { words: '用过的券在“卡券 · 已用”里', picture: 'shopping-bags' },
  COUPON_NOT_AT_COUNTER: { words: '线上下单时自动可选，不用出示', picture: 'shopping-cart' },
  COUPON_NOT_FOUND: { words: '它可能已经送给了邻居', picture: 'ticket' },
}

/** Why there is no code now, in the API's sentence, and what to do. */
const Refused = observer(({ code, couponId }: { code: CouponCode; couponId: string }) => {
  const { pictureUrl } = usePlatform()
  const why = code.refusal ? WHY[code.refusal.code] : undefined
  const toDetail = code.refusal?.code === 'COUPON_GIFTING'
  return (
    <PageShell>
      <Card>
        <Empty
          pictureUrl={pictureUrl(why?.picture ?? 'ticket')}
          title={code.refusal?.message ?? ''}
          {...(why && { words: why.words })}
          action={
            toDetail ? (
              <Button onClick={() => goTo(`/packages/coupon/detail/index?couponId=${couponId}`)}>去收回</Button>
            ) : (
              <Button look="ghost" onClick={() => goToTab('wallet')}>
                看看我的卡券
              </Button>
            )
          }
        />
      </Card>
    </PageShell>
  )
})
