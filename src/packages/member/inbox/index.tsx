import { View } from '@tarojs/components'
import { useDidShow, useReachBottom } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { InboxStore } from '../../../features/member/inbox.store'
import { MessageCard } from '../../../features/member/message-card'
import { goTo, goToTab } from '../../../platform/navigate'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'

const TABS = ['home', 'shop', 'wallet', 'cart', 'mine'] as const

/** Pages come without a leading slash; a tab is entered by its tab. */
function open(page: string): void {
  const tab = TABS.find((name) => page.startsWith(`pages/${name}/`))
  if (tab) goToTab(tab)
  else goTo(`/${page}`)
}

/** 消息 */
export default observer(function InboxPage() {
  const { api, pictureUrl } = usePlatform()
  const [inbox] = useState(() => new InboxStore(api))
  const now = useNow(false)
  useDidShow(() => void inbox.load())
  useReachBottom(() => void inbox.loadMore())
  return (
    <PageShell>
      <Loaded
        of={inbox.first}
        now={now}
        skeleton={<Skeleton shape="card" repeat={4} />}
        isEmpty={(answer) => answer.messages.length === 0}
        empty={
          <Empty
            pictureUrl={pictureUrl('open-mailbox-with-lowered-flag')}
            title="还没有消息"
            words="订单备好、券快到期、送出的券被收下时，会在这里告诉你"
            action={<Button onClick={() => goToTab('home')}>去领券</Button>}
          />
        }
      >
        {() => (
          <View>
            {inbox.messages.map((message) => (
              <MessageCard key={message.id} message={message} now={now} onOpen={open} />
            ))}
          </View>
        )}
      </Loaded>
    </PageShell>
  )
})
