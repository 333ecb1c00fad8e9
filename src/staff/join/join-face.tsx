import { View } from '@tarojs/components'
import type { InvitationAnswer } from '../../contract/staff'
import { ROLE_NAMES, type Role } from '../../domain/staff/role'
import type { Instant } from '../../domain/time'
import { nearMoment } from '../../ui/moment'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { FactList } from '../../ui/rows'
import styles from './join.module.scss'

const MAY = {
  owner: '你可以看到店里的一切，请人，发券。',
  manager: '你可以核销、撤销、看领券和备货、管店员。',
  clerk: '你可以在核销台扫码，给顾客交货。',
  'launch-lead': '你可以看渠道和备货，发券。',
} as const satisfies Record<Role, string>

type Props = {
  readonly invitation: InvitationAnswer
  readonly now: Instant
  readonly pictureUrl: string
  readonly problem: string | null
}

/** What one is invited to, before anything is taken. */
export function JoinFace({ invitation, now, pictureUrl, problem }: Props) {
  const { storeName, name, role, expiresAt } = invitation
  return (
    <View className={styles.invitation}>
      <Picture src={pictureUrl} alt="" shape="round" className={styles.circle ?? ''} />
      <View className={styles.store}>{storeName}</View>
      <View className={styles.title}>请你来当{ROLE_NAMES[role]}</View>
      <Card>
        <FactList
          facts={[
            { name: '称呼', value: name },
            { name: '职务', value: ROLE_NAMES[role] },
            { name: '有效到', value: nearMoment(expiresAt as Instant, now) },
          ]}
        />
      </Card>
      <View className={styles.may}>{MAY[role]}</View>
      {problem ? (
        <View className={styles.notice}>
          <Notice tone="tomato">{problem}</Notice>
        </View>
      ) : null}
    </View>
  )
}
