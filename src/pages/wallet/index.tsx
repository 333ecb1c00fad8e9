import { useDidShow, usePullDownRefresh, useReachBottom, useShareAppMessage } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { RemindNotice } from '../../features/coupon/remind-notice'
import { WalletList } from '../../features/coupon/wallet-list'
import { SHELVES } from '../../features/coupon/wallet.store'
import { GiftSheet } from '../../features/gift/gift-sheet'
import { goTo, goToTab, refreshed } from '../../platform/navigate'
import { usePlatform } from '../../platform/use-platform'
import { Chips } from '../../ui/choices'
import { PageShell } from '../../ui/page-shell'
import { WalletModel } from './wallet.model'

const NAMES = { usable: '可用', gifting: '赠送中', used: '已用', ended: '已过期' } as const

/** 我的卡券 */
export default observer(function WalletPage() {
  const platform = usePlatform()
  const [model] = useState(() => new WalletModel(platform))
  const { wallet, give, remind } = model
  const { pictureUrl } = platform

  useDidShow(() => void model.shown())
  usePullDownRefresh(() => void model.shown().finally(() => refreshed()))
  useReachBottom(() => void wallet.more())
  useShareAppMessage(() => model.share())

  const counts = wallet.counts
  return (
    <PageShell>
      <Chips
        label="卡券的状态"
        chosen={wallet.chosen}
        onChoose={wallet.choose}
        choices={SHELVES.map((shelf) => ({
          value: shelf,
          words: NAMES[shelf],
          ...(counts && counts[shelf] > 0 && { count: counts[shelf] }),
        }))}
      />
      <WalletList
        store={wallet}
        pictureUrl={pictureUrl}
        onOpen={({ id }) => goTo(`/packages/coupon/detail/index?couponId=${id}`)}
        onShow={({ id }) => goTo(`/packages/coupon/code/index?couponId=${id}`)}
        onGive={model.startGiving}
        onClaim={() => goToTab('home')}
      />
      {wallet.chosen === 'usable' && wallet.coupons.length > 0 ? <RemindNotice store={remind} /> : null}
      <GiftSheet
        open={model.giving}
        store={give}
        pictureUrl={pictureUrl}
        link={model.link}
        onClose={model.stopGiving}
      />
    </PageShell>
  )
})
