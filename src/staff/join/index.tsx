import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { may, ROLE_NAMES } from '../../domain/staff/role'
import { goToTab, replaceBy } from '../../platform/navigate'
import { hideShareMenu } from '../../platform/share-menu'
import { usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { Loaded } from '../../ui/loaded'
import { PageShell } from '../../ui/page-shell'
import { Empty, Skeleton } from '../../ui/states'
import { isUndecided } from '../undecided'
import { JoinFace } from './join-face'
import { JoinStore } from './join.store'
import { overOf } from './over'

/** 加入团队, from a one-time link. */
export default observer(function JoinPage() {
  const { api, clock, storage, newKey, pictureUrl } = usePlatform()
  const { token = '' } = useRouter().params
  const [store] = useState(() => new JoinStore({ api, storage, newKey, token }))
  useDidShow(() => {
    hideShareMenu()
    void store.load()
  })
  const { joined, invitation, error } = store
  if (joined) {
    const { role, storeId } = joined
    const counter = may(role, 'verify')
    return (
      <PageShell>
        <Empty
          pictureUrl={pictureUrl('party-popper')}
          title={`欢迎，你现在是${ROLE_NAMES[role]}了`}
          words="员工入口在“我的”里，随时能找到"
          action={
            <Button
              size="big"
              onClick={() => (counter ? replaceBy(`/staff/counter/index?store=${storeId}`) : goToTab('mine'))}
            >
              {counter ? '去核销台' : '去我的'}
            </Button>
          }
        />
      </PageShell>
    )
  }
  const over = overOf(error) ?? overOf(invitation.error)
  if (over) {
    return (
      <PageShell>
        <Empty
          pictureUrl={pictureUrl(over.picture)}
          title={over.title}
          words={over.words}
          action={<Button onClick={() => goToTab('mine')}>去我的</Button>}
        />
      </PageShell>
    )
  }
  return (
    <PageShell
      footer={
        invitation.value ? (
          <Button size="big" wide onClick={() => void store.accept()} busy={store.accepting ? '正在加入' : false}>
            {isUndecided(error) ? '再点一次，不会重复' : '接受邀请'}
          </Button>
        ) : null
      }
    >
      <Loaded of={invitation} now={clock.now()} skeleton={<Skeleton shape="card" repeat={2} />}>
        {(shown) => (
          <JoinFace
            invitation={shown}
            now={clock.now()}
            pictureUrl={pictureUrl('waving-hand')}
            problem={error?.message ?? null}
          />
        )}
      </Loaded>
    </PageShell>
  )
})
