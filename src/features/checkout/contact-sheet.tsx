import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { isPhone } from '../../domain/phone'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Sheet } from '../../ui/sheet'
import styles from './checkout.module.scss'
import type { CheckoutStore } from './checkout.store'
import { NAME_LIMIT } from './wish'

type Props = { readonly store: CheckoutStore; readonly open: boolean; readonly onClose: () => void }

/** 提货人: a name to call out and a number for questions. Kept on the phone for the next time. */
export const ContactSheet = observer(({ store, open, onClose }: Props) => {
  const [tried, setTried] = useState(false)
  const { name, phone } = store.contact
  const nameless = name.trim() === ''
  const done = (): void => {
    setTried(true)
    if (!nameless && isPhone(phone)) onClose()
  }
  return (
    <Sheet
      open={open}
      title="提货人"
      onClose={onClose}
      footer={
        <Button size="big" wide onClick={done}>
          好了
        </Button>
      }
    >
      <View className={styles.how}>备货时缺了什么、换了什么，店员打这个电话问你。只记在这部手机和这笔订单里。</View>
      <Field
        label="称呼"
        value={name}
        most={NAME_LIMIT}
        placeholder="比如 王阿姨"
        problem={tried && nameless ? '写个称呼，店员好叫你' : null}
        onInput={(text) => store.sign('name', text)}
      />
      <Field
        label="手机号"
        value={phone}
        most={20}
        digits
        placeholder="11 位手机号"
        problem={tried && !isPhone(phone) ? '手机号是 1 开头的 11 位数字' : null}
        onInput={(text) => store.sign('phone', text)}
      />
    </Sheet>
  )
})
