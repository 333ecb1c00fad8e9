import { useDidShow, useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { chooseStore } from '../../../features/launch/launch.store'
import { storeFacts } from '../../../features/launch/store.store'
import { Story } from '../../../features/launch/story'
import { StoreDoor } from '../../../platform/store-door'
import { goTo } from '../../../platform/navigate'
import { chatCard, momentsCard } from '../../../platform/share'
import { sharePictures } from '../../../platform/share-pictures'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { PageShell } from '../../../ui/page-shell'
import { Skeleton } from '../../../ui/states'

/** 项目介绍 */
export default observer(function IntroductionPage() {
  const { api, storage, launch, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: () => chooseStore(api, storage, store),
        open: (id) => storeFacts(api, id),
        drawn: (facts) => facts,
      }),
  )
  const now = useNow(false)
  useDidShow(() => void door.load())
  const card = {
    title: '鲜生：街坊的菜，清晨刚到',
    page: 'packages/launch/introduction/index',
    query: door.query,
  }
  const trail = { channel: launch.current.channel }
  useShareAppMessage(() => chatCard({ ...card, picture: sharePictures.home.chat }, trail))
  useShareTimeline(() => momentsCard({ ...card, picture: sharePictures.home.moments }, trail))
  return (
    <PageShell
      footer={
        launch.current.singlePage ? null : (
          <Button size="big" wide onClick={() => goTo('/packages/launch/benefits/index')}>
            看看开业福利
          </Button>
        )
      }
    >
      <Loaded of={door} now={now} skeleton={<Skeleton repeat={8} />}>
        {(answer) => <Story answer={answer} pictureUrl={pictureUrl} />}
      </Loaded>
    </PageShell>
  )
})
