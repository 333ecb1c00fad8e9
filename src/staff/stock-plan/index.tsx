import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { goBack, goToTab } from '../../platform/navigate'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { phoneTheme } from '../../platform/system'
import { usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { PageShell } from '../../ui/page-shell'
import { Empty, Skeleton } from '../../ui/states'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { PlanFace } from './plan-face'
import { StockPlanStore } from './stock-plan.store'

/** 备货预估: what to prepare per goods and day, as a range. */
export default observer(function StockPlanPage() {
  const { api, clock, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [place] = useState(() => new StaffPlace(api, store, 'see-stock-plan'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new StockPlanStore(api, storeId, phoneTheme),
        drawn: ({ plan }) => plan,
      }),
  )
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  return (
    <PageShell>
      <StaffLoaded
        of={door}
        now={clock.now()}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="ticket" repeat={5} />}
        isEmpty={({ goods }) => goods.length === 0}
        empty={
          <Empty
            pictureUrl={pictureUrl('package')}
            title="还没有要备的货"
            words="有人领了兑换券，这里就会算出每天该备多少"
            action={
              <Button look="ghost" onClick={goBack}>
                先回去
              </Button>
            }
          />
        }
      >
        {(plan) => (door.opened ? <PlanFace store={door.opened} plan={plan} pictureUrl={pictureUrl} /> : null)}
      </StaffLoaded>
    </PageShell>
  )
})
