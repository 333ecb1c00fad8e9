import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { Instant } from '../../domain/time'
import { copyText } from '../../platform/feedback'
import { Button } from '../../ui/button'
import { SegmentedControl } from '../../ui/choices'
import { Field } from '../../ui/field'
import { day } from '../../ui/moment'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { ListRow } from '../../ui/rows'
import { Sheet } from '../../ui/sheet'
import { Tag } from '../../ui/tag'
import { groupsOf } from '../../ui/groups'
import styles from './till-keys.module.scss'
import { NAME_LIMIT, type NewKey, SOURCE_NAMES, type TillKey, type TillKeysStore } from './till-keys.store'

type StoreProps = { readonly store: TillKeysStore }

export const KeyList = observer(({ store, keys }: StoreProps & { readonly keys: readonly TillKey[] }) => (
  <Card tight>
    {groupsOf(keys).map((group) => (
      <View key={group[0]?.id} className={styles.group}>
        {group.map((one) => (
          <ListRow
            key={one.id}
            title={one.name}
            strong
            words={wordsOf(one)}
            after={
              one.revokedAt === null ? (
                <Button look="plain" size="small" onClick={() => store.ask(one)} label={`停用${one.name}`}>
                  停用
                </Button>
              ) : (
                <Tag tone="calm">已停用</Tag>
              )
            }
          />
        ))}
      </View>
    ))}
  </Card>
))

const wordsOf = ({ source, createdAt, revokedAt }: TillKey): string =>
  revokedAt === null
    ? `${SOURCE_NAMES[source]} · ${day(createdAt as Instant)}新建`
    : `${SOURCE_NAMES[source]} · ${day(revokedAt as Instant)}停用`

const SOURCES = (['till', 'platform'] as const).map((value) => ({ value, words: SOURCE_NAMES[value] }))

type MakeProps = StoreProps & { readonly open: boolean; readonly onClose: () => void }

/** A name and where its orders come from; then the secret, this once. */
export const MakeSheet = observer(({ store, open, onClose }: MakeProps) => {
  const { made, making, name } = store
  return (
    <Sheet
      open={open}
      title={made ? '密钥只显示这一次' : '新建收银接口'}
      onClose={onClose}
      footer={
        made ? (
          <Button look="ghost" size="big" wide onClick={onClose}>
            抄好了
          </Button>
        ) : (
          <Button
            size="big"
            wide
            disabled={name.trim() === ''}
            busy={making.busy ? '正在做' : false}
            onClick={() => void store.make()}
          >
            {making.lost ? '再点一次，不会重复' : '新建'}
          </Button>
        )
      }
    >
      {made ? (
        <Secret made={made} />
      ) : (
        <View>
          <SegmentedControl choices={SOURCES} chosen={store.source} onChoose={store.from} label="订单从哪里来" />
          <View className={styles.field}>
            <Field
              label="叫什么"
              value={name}
              most={NAME_LIMIT}
              placeholder={store.source === 'till' ? '比如 1 号收银机' : '比如 美团外卖'}
              onInput={store.call}
            />
          </View>
          {making.error && !making.lost ? <Notice tone="tomato">{making.error.message}</Notice> : null}
        </View>
      )}
    </Sheet>
  )
})

function Secret({ made }: { readonly made: NewKey }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async (): Promise<void> => setCopied(await copyText(`编号 ${made.keyId}\n密钥 ${made.secret}`))
  return (
    <View>
      <View className={styles.rules}>{`填进“${made.name}”的设置里，别发到群里。丢了就停用这个，再建一个。`}</View>
      <View className={styles.label}>编号</View>
      <Text className={styles.secret} selectable userSelect>
        {made.keyId}
      </Text>
      <View className={styles.label}>密钥</View>
      <Text className={styles.secret} selectable userSelect>
        {made.secret}
      </Text>
      <Button size="big" wide onClick={() => void copy()}>
        {copied ? '已复制' : '复制编号和密钥'}
      </Button>
      {copied === false ? <View className={styles.rules}>这里不能自动复制，请长按上面的字复制</View> : null}
    </View>
  )
}

/** Asks before a key is ended. */
export const EndSheet = observer(({ store }: StoreProps) => {
  const { target, ending } = store
  return (
    <Sheet
      open={target !== null}
      title="停用收银接口"
      onClose={store.keep}
      footer={
        <Button look="danger" size="big" wide busy={ending.busy ? '正在停用' : false} onClick={() => void store.end()}>
          {ending.lost ? '再点一次，不会重复' : '停用'}
        </Button>
      }
    >
      {target ? (
        <View>
          <View className={styles.said}>{target.name}</View>
          <View className={styles.rules}>马上生效，它再发来的订单都不收。已经收下的订单照常备货。</View>
        </View>
      ) : null}
      {ending.error && !ending.lost ? <Notice tone="tomato">{ending.error.message}</Notice> : null}
    </Sheet>
  )
})
