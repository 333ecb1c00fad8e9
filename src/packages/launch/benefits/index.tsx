import { View } from '@tarojs/components'
import { useDidShow, useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { BenefitShelf } from '../../../features/claim/benefit-shelf'
import { ClaimStore } from '../../../features/claim/claim.store'
import { chooseStore } from '../../../features/launch/launch.store'
import { askConsent } from '../../../platform/consent'
import { Consents } from '../../../platform/consents'
import { touchOf } from '../../../platform/launch-options'
import { goToTab } from '../../../platform/navigate'
import { chatCard, momentsCard } from '../../../platform/share'
import { sharePictures } from '../../../platform/share-pictures'
import { StoreDoor } from '../../../platform/store-door'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'
import styles from './index.module.scss'

/** 开业福利: explained and claimed online, collected in store during the trial. */
export default observer(function BenefitsPage() {
  const { api, storage, newKey, launch, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const readOnly = launch.current.singlePage
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: () => chooseStore(api, storage, store),
        open: (storeId) => {
          const consents = new Consents({ api, askConsent, storeId })
          void consents.load()
          return new ClaimStore({ api, storage, newKey, storeId, touch: () => touchOf(launch.current), consents })
        },
        drawn: (claims) => claims.batches,
        load: (claims) => claims.load(readOnly ? 'optional' : 'required'),
      }),
  )
  const now = useNow(false)
  useDidShow(() => void door.load())
  const card = {
    title: '鲜生开业福利，先在线领，到店拿',
    page: 'packages/launch/benefits/index',
    query: door.query,
  }
  const trail = { channel: launch.current.channel }
  useShareAppMessage(() => chatCard({ ...card, picture: sharePictures.benefits.chat }, trail))
  useShareTimeline(() => momentsCard({ ...card, picture: sharePictures.benefits.moments }, trail))
  return (
    <PageShell>
      <View className={styles.headline}>先在线领，到店拿</View>
      <View className={styles.how}>
        领到的福利在“卡券”里，试业期间到店出示券码就能拿，也可以转赠邻居。数量有限，领完为止。
      </View>
      <Loaded
        of={door}
        now={now}
        skeleton={<Skeleton shape="shelf" repeat={4} />}
        isEmpty={() => door.opened?.benefits.length === 0}
        empty={
          <Empty
            pictureUrl={pictureUrl('wrapped-gift')}
            title="福利都领完了"
            words="还有优惠券可以领"
            action={<Button onClick={() => goToTab('home')}>去首页领券</Button>}
          />
        }
      >
        {() =>
          door.opened ? (
            <BenefitShelf store={door.opened} pictureUrl={pictureUrl} onSee={() => goToTab('wallet')} />
          ) : null
        }
      </Loaded>
    </PageShell>
  )
})
