import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Button } from '../../ui/button'
import { Field, TextArea } from '../../ui/field'
import { Notice } from '../../ui/notice'
import { ListRow } from '../../ui/rows'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/states'
import { type AddressStore, LINE_LIMIT, type Place } from './address.store'
import styles from './delivery-range.module.scss'

/** 粘贴地址: the line as it was copied, from the clipboard by a tap or by hand. */
export const PasteSheet = observer(({ address }: { address: AddressStore }) => (
  <Sheet
    open={address.open === 'paste'}
    title="粘贴地址"
    onClose={address.close}
    footer={
      <Button
        size="big"
        wide
        onClick={() => void address.submit('paste')}
        busy={address.checking ? '正在认地址' : false}
        disabled={address.draft.pasted.trim().length < 2}
      >
        认一认
      </Button>
    }
  >
    <View className={styles.how}>把姓名、电话、地址整段贴进来就行，下一步由你核对。</View>
    <TextArea
      label="整段地址"
      quiet
      lines="more"
      value={address.draft.pasted}
      most={LINE_LIMIT}
      placeholder="张三 13800000000 威宁县滨海路88号阳光花园3栋2单元"
      onInput={address.paste}
    />
    <View className={styles.buttons}>
      <Button look="soft" onClick={() => void address.pasteFromClipboard()}>
        从剪贴板粘贴
      </Button>
    </View>
    {address.clipboardRefused ? (
      <View className={styles.notice}>
        <Notice>没有读到剪贴板里的文字，请长按上面的框粘贴</Notice>
      </View>
    ) : null}
    <Problem address={address} />
  </Sheet>
))

type TypeProps = {
  readonly address: AddressStore
  readonly onPick: (place: Place) => void
  /** WeChat's own map; `null` in the browser. */
  readonly onChoose: (() => void) | null
}

/** 手动填写: an estate or a road, with places to choose from while typing. */
export const TypeSheet = observer(({ address, onPick, onChoose }: TypeProps) => {
  const { typed } = address.draft
  return (
    <Sheet
      open={address.open === 'type'}
      title="手动填写"
      onClose={address.close}
      footer={
        <Button
          look={address.places.length > 0 ? 'soft' : 'primary'}
          size="big"
          wide
          onClick={() => void address.submit('type')}
          busy={address.checking ? '正在认地址' : false}
          disabled={typed.trim().length < 2}
        >
          就用我写的
        </Button>
      }
    >
      <Field
        label="小区、路名或楼栋"
        value={typed}
        most={LINE_LIMIT}
        placeholder="比如 阳光花园3栋"
        onInput={address.type}
      />
      {onChoose ? (
        <View className={styles.buttons}>
          <Button look="soft" onClick={onChoose}>
            在微信地图上选
          </Button>
        </View>
      ) : null}
      <Problem address={address} />
      <Places address={address} onPick={onPick} />
    </Sheet>
  )
})

const Places = observer(({ address, onPick }: Omit<TypeProps, 'onChoose'>) => {
  const { places, sought, seeking } = address
  if (seeking && places.length === 0) return <Skeleton repeat={3} />
  if (places.length === 0) {
    if (sought === '') return <View className={styles.how}>写上小区名的前两个字，就能看到附近的地方。</View>
    return <View className={styles.how}>{`没找到“${sought}”。换个叫法试试，或者写上路名和门牌号。`}</View>
  }
  return (
    <View className={styles.places}>
      {places.map((place) => (
        <ListRow
          key={`${place.at.lat},${place.at.lng},${place.title}`}
          title={place.title}
          words={place.address}
          onClick={() => onPick(place)}
        />
      ))}
    </View>
  )
})

const PARTS = [
  ['name', '收货人', '姓名'],
  ['phone', '电话', '手机号'],
  ['region', '地区', '省、市、县'],
  ['detail', '详细地址', '小区、楼栋、门牌'],
] as const

/** 这样对吗？ Names and places look alike, so nothing is used before it has been read and put right (KF-42). */
export const ConfirmSheet = observer(({ address }: { address: AddressStore }) => {
  const { confirming } = address
  return (
    <Sheet
      open={address.open === 'confirm' && confirming !== null}
      title="这样对吗？"
      onClose={address.close}
      footer={
        <View>
          <Button
            size="big"
            wide
            onClick={() => void address.confirm()}
            busy={address.checking ? '正在看能不能送到' : false}
            disabled={(confirming?.parts.detail.trim().length ?? 0) < 2}
          >
            对，用这个地址
          </Button>
          <View className={styles.under}>
            <Button look="plain" onClick={address.back}>
              回去改原文
            </Button>
          </View>
        </View>
      }
    >
      {confirming ? (
        <View>
          <View className={styles.how}>
            {confirming.place
              ? `地图上认作“${confirming.place}”。不对的地方，点一下就能改。`
              : '不对的地方，点一下就能改。'}
          </View>
          {PARTS.map(([part, label, hint]) => (
            <Field
              key={part}
              label={label}
              value={confirming.parts[part]}
              most={part === 'detail' ? LINE_LIMIT : 40}
              placeholder={hint}
              digits={part === 'phone'}
              onInput={(text) => address.mend(part, text)}
            />
          ))}
        </View>
      ) : null}
      <Problem address={address} />
    </Sheet>
  )
})

const Problem = observer(({ address }: { address: AddressStore }) =>
  address.error ? (
    <View className={styles.notice}>
      <Notice tone="tomato">{address.error.message}</Notice>
    </View>
  ) : null,
)
