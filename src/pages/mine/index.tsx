import { useDidShow } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { MemberCard } from '../../features/member/member-card'
import { RecommendStore } from '../../features/member/recommend.store'
import { ResidentStore } from '../../features/member/resident.store'
import { OrdersEntry } from '../../features/order/orders-entry'
import { ReadyStore } from '../../features/order/ready.store'
import { goTo } from '../../platform/navigate'
import { usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { Card, PageShell, Section } from '../../ui/page-shell'
import { ListRow, Toggle } from '../../ui/rows'
import { Failed } from '../../ui/states'
import { Tag } from '../../ui/tag'
import { staffEntries } from './staff-entries'

/** 我的 */
export default observer(function MinePage() {
  const { api, display, pictureUrl } = usePlatform()
  const [resident] = useState(() => new ResidentStore(api))
  const [recommend] = useState(() => new RecommendStore({ api, me: resident.me }))
  const [orders] = useState(() => new ReadyStore(api))
  useDidShow(() => {
    void resident.load()
    void orders.load()
  })
  const { value, error } = resident.me
  const unread = value?.unread ?? 0
  return (
    <PageShell>
      <MemberCard me={value} pictureUrl={pictureUrl} waiting={error ? '还没有登录' : '正在登录…'} />
      {error && !value ? (
        <Failed message={error.message} onRetry={() => void resident.load()} busy={resident.me.loading} />
      ) : null}
      <Section
        title="我的订单"
        aside={
          <Button look="plain" size="small" label="全部订单" onClick={() => goTo('/packages/order/list/index')}>
            全部
          </Button>
        }
      >
        <Card tight>
          <OrdersEntry
            store={orders}
            pictureUrl={pictureUrl}
            onOpen={(shelf) => goTo(`/packages/order/list/index?shelf=${shelf}`)}
          />
        </Card>
      </Section>
      {value?.staff
        ? value.staff.grants.map((grant) => (
            <Section key={grant.storeId} title={`${grant.storeName} · 店员工具`}>
              <Card tight>
                {staffEntries(grant).map((entry) => (
                  <ListRow key={entry.url} title={entry.title} words={entry.words} onClick={() => goTo(entry.url)} />
                ))}
              </Card>
            </Section>
          ))
        : null}
      <Section title="我的">
        <Card tight>
          <ListRow
            title="消息"
            words="订单、券和开门的提醒"
            after={unread > 0 ? <Tag tone="tomato">{`${unread} 条新`}</Tag> : null}
            onClick={() => goTo('/packages/member/inbox/index')}
          />
          <ListRow title="收货地址" words="送到家时用" onClick={() => goTo('/packages/address/list/index')} />
          <ListRow title="余额" words="退回的钱和用掉的钱" onClick={() => goTo('/packages/member/balance/index')} />
          <ListRow title="到家范围" words="看看能不能送到你家" onClick={() => goTo('/packages/delivery/range/index')} />
          <ListRow
            title="附近门店"
            words="地址、营业时间和电话"
            onClick={() => goTo('/packages/delivery/stores/index')}
          />
        </Card>
      </Section>
      <Section title="设置">
        <Card tight>
          <ListRow
            title="长辈模式"
            words="字更大，看得更清"
            after={<Toggle on={display.largeText} label="长辈模式" onChange={display.chooseLargeText} />}
          />
          {recommend.on === null ? null : (
            <ListRow
              title="个性推荐"
              words={recommend.error?.message ?? '按大家买的推荐“邻居也买”；关掉后不推荐，也不统计你买的'}
              after={
                <Toggle
                  on={recommend.on}
                  busy={recommend.busy}
                  label="个性推荐"
                  onChange={(on) => void recommend.turn(on)}
                />
              }
            />
          )}
          <ListRow
            title="隐私与数据"
            words="我们知道什么，怎么退出"
            onClick={() => goTo('/packages/member/privacy/index')}
          />
        </Card>
      </Section>
    </PageShell>
  )
})
