import { View } from '@tarojs/components'
import type { MeAnswer } from '../../contract/resident'
import { ROLE_NAMES } from '../../domain/staff/role'
import type { Instant } from '../../domain/time'
import { Picture } from '../../ui/picture'
import { day } from '../../ui/moment'
import styles from './member.module.scss'

type Props = { readonly me: MeAnswer | null; readonly pictureUrl: (name: string) => string; readonly waiting: string }

/** Who I am here: a neighbour since a day, or staff of a store. We know no name and no phone number, and need none. */
export function MemberCard({ me, pictureUrl, waiting }: Props) {
  const staff = me?.staff
  const grant = staff?.grants[0]
  return (
    <View className={styles.card}>
      <View className={styles.glow} />
      <Picture src={pictureUrl('house-with-garden')} alt="" shape="round" />
      <View className={styles.who}>
        <View className={styles.name}>{staff ? staff.name : '街坊邻居'}</View>
        <View className={styles.since}>
          {me === null
            ? waiting
            : staff && grant
              ? `${ROLE_NAMES[grant.role]} · ${staff.grants.length > 1 ? `${staff.grants.length} 家店` : grant.storeName}`
              : `${day(me.since as Instant)}起的鲜生邻居`}
        </View>
      </View>
    </View>
  )
}
