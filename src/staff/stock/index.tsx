import { View } from '@tarojs/components'
import { useDidShow, usePullDownRefresh, useReachBottom, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { later } from '../../platform/later'
import { goToTab, refreshed } from '../../platform/navigate'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { usePlatform } from '../../platform/use-platform'
import { PageShell } from '../../ui/page-shell'
import { SearchField } from '../../ui/search-field'
import { Empty, Skeleton } from '../../ui/states'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { GoodsList, Lost } from './stock-face'
import { StockSheet } from './stock-sheet'
import styles from './stock.module.scss'
import { StockStore } from './stock.store'

/** 库存 */
export default observer(function StockPage() {
  const { api, clock, storage, newKey, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [place] = useState(() => new StaffPlace(api, store, 'stock'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new StockStore({ api, storage, newKey, later, storeId }),
        drawn: ({ goods }) => goods.shown,
        load: (opened) => opened.load(),
      }),
  )
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  const { opened } = door
  useReachBottom(() => void opened?.goods.more())
  usePullDownRefresh(() => void door.load().finally(() => refreshed()))
  const allowed = door.error?.code !== 'NOT_ALLOWED'
  return (
    <PageShell>
      {opened && allowed ? (
        <>
          <View className={styles.search}>
            <SearchField
              value={opened.query}
              placeholder="商品名、拼音或条码"
              atOnce={false}
              onInput={opened.write}
              onConfirm={opened.search}
              onClear={() => {
                opened.write('')
                opened.search()
              }}
            />
          </View>
          <Lost store={opened} />
        </>
      ) : null}
      <StaffLoaded
        of={door}
        now={clock.now()}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="ticket" repeat={5} />}
        isEmpty={({ goods }) => goods.length === 0}
        empty={
          <Empty
            pictureUrl={pictureUrl('basket')}
            title={opened?.query.trim() ? '没有找到' : '还没有商品'}
            words="换个说法，或扫条码上的数字"
          />
        }
      >
        {({ goods }) => (opened ? <GoodsList store={opened} goods={goods} pictureUrl={pictureUrl} /> : null)}
      </StaffLoaded>
      {opened && allowed ? <StockSheet store={opened} /> : null}
    </PageShell>
  )
})
