import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { ROLE_NAMES } from '../../domain/staff/role'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { isUndecided } from '../undecided'
import styles from './team.module.scss'
import type { TeamStore } from './team.store'

/** Asks before a role or an invitation is taken away. */
export const EndSheet = observer(({ store }: { store: TeamStore }) => {
  const { ending, error } = store
  const member = ending?.is === 'member'
  const words = member ? '收回权限' : '撤回邀请'
  return (
    <Sheet
      open={ending !== null}
      title={words}
      onClose={store.keepThem}
      footer={
        <Button look="danger" size="big" wide busy={store.ends ? '正在收回' : false} onClick={() => void store.end()}>
          {isUndecided(error) ? '再点一次，不会重复' : words}
        </Button>
      }
    >
      {ending ? (
        <View>
          <View className={styles.said}>{`${ending.name} · ${ROLE_NAMES[ending.role]}`}</View>
          <View className={styles.rules}>
            {member
              ? '马上生效，正在用的手机也会停下。做过的事都留在操作记录里。'
              : '链接马上作废，想请时可以再发一个。'}
          </View>
        </View>
      ) : null}
      {error ? (
        <View className={styles.notice}>
          <Notice tone="tomato">{error.message}</Notice>
        </View>
      ) : null}
    </Sheet>
  )
})
