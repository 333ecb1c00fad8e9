import { View } from '@tarojs/components'
import { useLoad, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { EditForm } from '../../../features/address/edit-form'
import { EditStore } from '../../../features/address/edit.store'
import { ADDRESS_PLACE } from '../../../features/checkout/wish'
import { rememberedStore } from '../../../features/launch/launch.store'
import { readClipboard } from '../../../platform/feedback'
import { later } from '../../../platform/later'
import { canChoosePlace, canOpenSetting, choosePlace, locate, openLocationSetting } from '../../../platform/locate'
import { goBack } from '../../../platform/navigate'
import type { Platform } from '../../../platform/platform'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { canChooseWechatAddress, chooseWechatAddress } from '../../../platform/wechat-address'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { Notice } from '../../../ui/notice'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'
import styles from './index.module.scss'

const CAN = { wechatAddress: canChooseWechatAddress, map: canChoosePlace, setting: canOpenSetting }

const storeFor = ({ api, storage, newKey }: Platform, addressId: string | null): EditStore =>
  new EditStore(
    {
      api,
      storage,
      newKey,
      later,
      locate,
      openSetting: openLocationSetting,
      choosePlace,
      chooseWechatAddress,
      readClipboard,
      storeId: rememberedStore(storage) ?? undefined,
    },
    addressId,
  )

/** A new address, or one that is put right. From checkout (`choose=yes`) the new one is chosen at once. */
export default observer(function AddressEditPage() {
  const platform = usePlatform()
  const { addressId, choose } = useRouter().params
  const [store] = useState(() => storeFor(platform, addressId ?? null))
  const now = useNow(false)
  useLoad(() => {
    if (addressId) void store.load()
  })
  const save = async (): Promise<void> => {
    const kept = await store.save()
    if (!kept) return
    if (choose === 'yes') platform.storage.write(ADDRESS_PLACE, kept.id)
    goBack()
  }
  return (
    <PageShell
      footer={
        <View>
          {store.error ? (
            <View className={styles.problem}>
              <Notice tone="tomato">{store.error.message}</Notice>
            </View>
          ) : null}
          <Button size="big" wide busy={store.doing === 'saving' ? '正在保存' : false} onClick={() => void save()}>
            保存
          </Button>
        </View>
      }
    >
      {addressId ? (
        <Loaded
          of={store.before}
          now={now}
          skeleton={<Skeleton shape="card" repeat={2} />}
          isEmpty={({ addresses }) => !addresses.some(({ id }) => id === addressId)}
          empty={
            <Empty title="没有找到这个地址" words="它可能已经删除了" action={<Button onClick={goBack}>返回</Button>} />
          }
        >
          {() => <EditForm store={store} can={CAN} />}
        </Loaded>
      ) : (
        <EditForm store={store} can={CAN} />
      )}
    </PageShell>
  )
})
