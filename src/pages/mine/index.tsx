import { useDidShow } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { MemberCard } from '../../features/member/member-card'
import { ResidentStore } from '../../features/member/resident.store'
import { goTo } from '../../platform/navigate'
import { usePlatform } from '../../platform/use-platform'
import { Card, PageShell, Section } from '../../ui/page-shell'
import { ListRow, Toggle } from '../../ui/rows'
import { Failed } from '../../ui/states'
import { Tag } from '../../ui/tag'
import { staffEntries } from './staff-entries'

/** 我的 */
export default observer(function MinePage() {
  const { api, display, pictureUrl } = usePlatform()
  const [resident] = useState(() => new ResidentStore(api))
  useDidShow(() => void resident.load())
  const { value, error } = resident.me
  const unread = value?.unread ?? 0
  return (
    <PageShell>
      <MemberCard me={value} pictureUrl={pictureUrl} waiting={error ? '还没有登录' : '正在登录…'} />
      {error && !value ? (
        <Failed message={error.message} onRetry={() => void resident.load()} busy={resident.me.loading} />
      ) : null}
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
            words="券到期、转赠和开门的提醒"
            after={unread > 0 ? <Tag tone="tomato">{`${unread} 条新`}</Tag> : null}
            onClick={() => goTo('/packages/member/inbox/index')}
          />
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
