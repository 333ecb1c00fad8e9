import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import type { AddressStore } from './address.store'
import styles from './delivery-range.module.scss'
import type { RangeStore } from './range.store'

type Props = {
  readonly range: RangeStore
  readonly address: AddressStore
  /** WeChat can open its own settings; a browser cannot. */
  readonly canOpenSetting: boolean
}

/** Which door was asked about, and every way to name another. Without a position nothing is missing (KF-35). */
export const DoorCard = observer(({ range, address, canOpenSetting }: Props) => {
  const { door } = range
  return (
    <Card>
      <View className={styles.doorHead}>
        <View className={styles.label}>收货地址</View>
        {door ? (
          <Button look="plain" size="small" className={styles.forget ?? ''} onClick={range.forget}>
            清除
          </Button>
        ) : null}
      </View>
      {door ? (
        <View className={styles.door}>
          <View className={styles.doorWords}>{door.words}</View>
          {door.parts && (door.parts.name || door.parts.phone) ? (
            <View className={styles.contact}>{`${door.parts.name} ${door.parts.phone}`.trim()}</View>
          ) : null}
          <View className={styles.contact}>只记在这部手机里</View>
        </View>
      ) : (
        <View className={styles.none}>还没有。三种办法，选一种：</View>
      )}
      <View className={styles.ways}>
        <Button
          look="ghost"
          size="small"
          onClick={() => void range.relocate()}
          busy={range.locating ? '定位中' : false}
          className={styles.way ?? ''}
        >
          {door ? '重新定位' : '定位'}
        </Button>
        <Button look="ghost" size="small" onClick={() => address.show('paste')} className={styles.way ?? ''}>
          粘贴地址
        </Button>
        <Button look="ghost" size="small" onClick={() => address.show('type')} className={styles.way ?? ''}>
          手动填写
        </Button>
      </View>
      <NotLocated range={range} canOpenSetting={canOpenSetting} />
    </Card>
  )
})

const NotLocated = observer(({ range, canOpenSetting }: Pick<Props, 'range' | 'canOpenSetting'>) => {
  if (range.notLocated === null) return null
  const refused = range.notLocated === 'refused'
  return (
    <View className={styles.notice}>
      <Notice
        title={refused ? '没有位置权限，也一样能查' : '暂时定不到位，也一样能查'}
        action={
          refused && canOpenSetting ? (
            <Button look="soft" size="small" onClick={() => void range.allow()}>
              去设置
            </Button>
          ) : null
        }
      >
        {refused && !canOpenSetting
          ? '粘贴地址、手动填写或拖动图钉都行。想用定位，请在浏览器的网站设置里打开'
          : '粘贴地址、手动填写或拖动图钉都行'}
      </Notice>
    </View>
  )
})
