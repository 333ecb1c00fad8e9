import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { paths } from '../../../contract/paths'
import { goToTab } from '../../../platform/navigate'
import { usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Notice } from '../../../ui/notice'
import { Card, PageShell, Section } from '../../../ui/page-shell'
import { FactList } from '../../../ui/rows'
import styles from './index.module.scss'

/** 隐私与数据: what is known, what for, and the way out. */
export default observer(function PrivacyPage() {
  const { api, session } = usePlatform()
  const [state, setState] = useState<'in' | 'leaving' | 'failed'>('in')

  async function leave(): Promise<void> {
    setState('leaving')
    const answer = await api.delete(paths.currentSession)
    if (!answer.ok && answer.error.code !== 'NOT_SIGNED_IN') {
      setState('failed')
      return
    }
    session.forget()
    goToTab('home')
  }

  return (
    <PageShell
      footer={
        session.token() === null ? null : (
          <Button
            look="ghost"
            size="big"
            wide
            onClick={() => void leave()}
            busy={state === 'leaving' ? '正在退出' : false}
          >
            退出登录
          </Button>
        )
      }
    >
      <Section title="我们知道什么">
        <Card>
          <FactList
            facts={[
              { name: '微信身份', value: '认出是你，券不会丢' },
              { name: '领券与转赠', value: '记在你的卡券里' },
              { name: '从哪里来', value: '哪个渠道带来的' },
              { name: '位置', value: '只在你问“能不能送到”时用，不保存' },
              { name: '手机号、姓名', value: '不需要，也没有' },
            ]}
          />
        </Card>
      </Section>
      <Section title="怎么用">
        <View className={styles.words}>
          粘贴的地址只用来查能不能送到，姓名和电话不会发给地图，也不会留下。店员核销时只看得到打码的称呼。微信通知只在你同意之后发，一次同意只发一条。
        </View>
      </Section>
      {state === 'failed' ? <Notice tone="tomato">网络不太顺，还没有退出，请再试一次</Notice> : null}
      <View className={styles.words}>退出后，下次打开会重新登录，券都还在。</View>
    </PageShell>
  )
})
