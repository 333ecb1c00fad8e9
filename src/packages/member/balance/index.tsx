import { useDidShow, useReachBottom } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { BalanceList } from '../../../features/member/balance-list'
import { balancePages } from '../../../features/member/balance.store'
import { goTo } from '../../../platform/navigate'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Loaded } from '../../../ui/loaded'
import { PageShell } from '../../../ui/page-shell'
import { Skeleton } from '../../../ui/states'

/** 余额 */
export default observer(function BalancePage() {
  const { api } = usePlatform()
  const [pages] = useState(() => balancePages(api))
  const now = useNow(false)
  useDidShow(() => void pages.load())
  useReachBottom(() => void pages.more())
  return (
    <PageShell>
      <Loaded of={pages.shown} now={now} skeleton={<Skeleton shape="card" repeat={2} />}>
        {(balance) => (
          <BalanceList
            pages={pages}
            balance={balance}
            now={now}
            onOrder={(orderId) => goTo(`/packages/order/detail/index?orderId=${orderId}`)}
          />
        )}
      </Loaded>
    </PageShell>
  )
})
