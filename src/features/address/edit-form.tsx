import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { Button } from '../../ui/button'
import { Field, TextArea } from '../../ui/field'
import { Notice } from '../../ui/notice'
import { Card } from '../../ui/page-shell'
import { ListRow, Toggle } from '../../ui/rows'
import { Skeleton } from '../../ui/states'
import styles from './address.module.scss'
import { type EditStore, MOST } from './edit.store'

type Props = {
  readonly store: EditStore
  /** What this phone can do beside writing: WeChat's addresses, WeChat's map, opening the settings. */
  readonly can: { readonly wechatAddress: boolean; readonly map: boolean; readonly setting: boolean }
}

/** However the address comes, it ends in one form that is read before it is saved (KF-42). */
export const EditForm = observer(({ store, can }: Props) => (
  <View>
    {store.addressId === null ? <Quick store={store} can={can} /> : null}
    <Card>
      {store.check ? (
        <View className={styles.check}>
          <Notice tone="sun" title="请核对一遍">
            人名和地名容易认混，不对的地方点一下就能改
          </Notice>
        </View>
      ) : null}
      <Contact store={store} />
      <WhereFields store={store} can={can} />
      <View className={styles.default}>
        <ListRow
          title="设为常用地址"
          words="下单时先用它"
          after={<Toggle on={store.form.isDefault} label="设为常用地址" onChange={store.turnDefault} />}
        />
      </View>
    </Card>
  </View>
))

/** The quick ways in: a pasted line, and what WeChat keeps already. */
const Quick = observer(({ store, can }: Props) => (
  <Card>
    <TextArea
      label="粘贴整段地址"
      lines="more"
      value={store.pasted}
      most={MOST.line}
      placeholder="张三 13800000000 威宁县滨海路88号阳光花园3栋2单元"
      onInput={store.paste}
    />
    <View className={styles.ways}>
      <Button
        look={store.pasted.trim().length >= 2 ? 'primary' : 'ghost'}
        size="small"
        className={styles.way ?? ''}
        busy={store.doing === 'reading' ? '正在认地址' : false}
        onClick={() => void (store.pasted.trim().length >= 2 ? store.read() : store.pasteFromClipboard())}
      >
        {store.pasted.trim().length >= 2 ? '认一认' : '从剪贴板粘贴'}
      </Button>
      {can.wechatAddress ? (
        <Button look="ghost" size="small" className={styles.way ?? ''} onClick={() => void store.fromWechat()}>
          微信收货地址
        </Button>
      ) : null}
    </View>
    {store.clipboardRefused ? (
      <View className={styles.notice}>
        <Notice>没有读到剪贴板里的文字，请长按上面的框粘贴</Notice>
      </View>
    ) : null}
  </Card>
))

const Contact = observer(({ store }: { store: EditStore }) => {
  const problems = store.tried ? store.problems : null
  return (
    <>
      <Field
        label="收货人"
        value={store.form.name}
        most={MOST.name}
        placeholder="姓名或称呼"
        problem={problems?.name ?? null}
        onInput={(text) => store.write('name', text)}
      />
      <Field
        label="手机号"
        value={store.form.phone}
        most={20}
        digits
        placeholder="11 位手机号"
        problem={problems?.phone ?? null}
        onInput={(text) => store.write('phone', text)}
      />
    </>
  )
})

const WhereFields = observer(({ store, can }: Props) => {
  const problems = store.tried ? store.problems : null
  return (
    <>
      <Field
        label="小区、路名或村组"
        value={store.form.place}
        most={MOST.place}
        placeholder="比如 阳光花园"
        problem={problems?.place ?? null}
        onInput={store.writePlace}
      />
      <Suggestions store={store} />
      <View className={styles.ways}>
        <Button
          look="ghost"
          size="small"
          className={styles.way ?? ''}
          busy={store.doing === 'locating' ? '定位中' : false}
          onClick={() => void store.locate()}
        >
          用我现在的位置
        </Button>
        {can.map ? (
          <Button look="ghost" size="small" className={styles.way ?? ''} onClick={() => void store.chooseOnMap()}>
            在地图上选
          </Button>
        ) : null}
      </View>
      <NotLocated store={store} canOpenSetting={can.setting} />
      <Reach store={store} />
      <Field
        label="楼栋、单元、门牌"
        value={store.form.detail}
        most={MOST.detail}
        placeholder="比如 3 栋 2 单元 501"
        problem={problems?.detail ?? null}
        onInput={(text) => store.write('detail', text)}
      />
    </>
  )
})

const Suggestions = observer(({ store }: { store: EditStore }) => {
  const { places, seeking, sought } = store.search
  if (seeking && places.length === 0) return <Skeleton repeat={2} />
  if (places.length === 0) {
    return sought === '' ? null : <View className={styles.how}>{`没找到“${sought}”，写上路名和门牌号也能送。`}</View>
  }
  return (
    <View className={styles.places}>
      {places.slice(0, 5).map((place) => (
        <ListRow
          key={`${place.at.lat},${place.at.lng},${place.title}`}
          title={place.title}
          words={place.address}
          onClick={() => void store.pick(place)}
        />
      ))}
    </View>
  )
})

/** Whether it is delivered there. It can be kept in any case: one may move the order to pickup. */
const Reach = observer(({ store }: { store: EditStore }) => {
  const { answer } = store
  if (!answer) return null
  const words = {
    inside: answer.zone ? `能送到，由${answer.zone.storeName}送` : '能送到',
    unsure: '位置不够准，下单时会再看一次能不能送到',
    outside: '这里暂时送不到。可以先存着，下单时改到店自提',
  }[answer.verdict]
  return (
    <View className={styles.notice}>
      <Notice tone={answer.verdict === 'inside' ? 'leaf' : 'sun'}>{words}</Notice>
    </View>
  )
})

const NotLocated = observer(({ store, canOpenSetting }: { store: EditStore; canOpenSetting: boolean }) => {
  if (store.notLocated === null) return null
  const refused = store.notLocated === 'refused'
  return (
    <View className={styles.notice}>
      <Notice
        title={refused ? '没有位置权限，也一样能填' : '暂时定不到位，也一样能填'}
        action={
          refused && canOpenSetting ? (
            <Button look="soft" size="small" onClick={() => void store.allow()}>
              去设置
            </Button>
          ) : null
        }
      >
        写上小区或路名就行，店里会找到
      </Notice>
    </View>
  )
})
