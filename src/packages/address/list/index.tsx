import { View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { AddressCard } from '../../../contract/checkout'
import { AddressList } from '../../../features/address/address-list'
import { AddressBookStore } from '../../../features/address/address-book.store'
import { ADDRESS_PLACE } from '../../../features/checkout/wish'
import { goBack, goTo } from '../../../platform/navigate'
import { useNow, usePlatform } from '../../../platform/use-platform'
import { Button } from '../../../ui/button'
import { Loaded } from '../../../ui/loaded'
import { PageShell } from '../../../ui/page-shell'
import { Empty, Skeleton } from '../../../ui/states'

/** 收货地址: looked after from 我的, chosen from at checkout (`choose=yes`). */
export default observer(function AddressListPage() {
  const { api, storage, pictureUrl } = usePlatform()
  const choosing = useRouter().params.choose === 'yes'
  const [book] = useState(() => new AddressBookStore(api))
  const now = useNow(false)
  useDidShow(() => {
    // A new address written for this order has been chosen already.
    if (choosing && storage.read(ADDRESS_PLACE)) goBack()
    else void book.load()
  })
  const edit = (query: string) => goTo(`/packages/address/edit/index${query}`)
  const choose = (address: AddressCard): void => {
    storage.write(ADDRESS_PLACE, address.id)
    goBack()
  }
  return (
    <PageShell
      footer={
        <Button size="big" wide onClick={() => edit(choosing ? '?choose=yes' : '')}>
          新地址
        </Button>
      }
    >
      <Loaded
        of={book.addresses}
        now={now}
        skeleton={<Skeleton shape="card" repeat={3} />}
        isEmpty={({ addresses }) => addresses.length === 0}
        empty={
          <Empty
            pictureUrl={pictureUrl('round-pushpin')}
            title="还没有收货地址"
            words="粘贴一段、从微信里选，或自己写，都行"
          />
        }
      >
        {({ addresses }) => (
          <View>
            <AddressList
              store={book}
              addresses={addresses}
              onChoose={choosing ? choose : null}
              onEdit={({ id }) => edit(`?addressId=${id}`)}
            />
          </View>
        )}
      </Loaded>
    </PageShell>
  )
})
