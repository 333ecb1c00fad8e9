import { View } from '@tarojs/components'
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { StaffOrderAnswer } from '../../contract/staff-order'
import { fen, yuan } from '../../domain/money'
import { mayMove } from '../../domain/order/order'
import { may } from '../../domain/staff/role'
import { vibrate } from '../../platform/feedback'
import { later } from '../../platform/later'
import { goBack, goToTab, refreshed } from '../../platform/navigate'
import { hideShareMenu } from '../../platform/share-menu'
import { StoreDoor } from '../../platform/store-door'
import { usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { PageShell } from '../../ui/page-shell'
import { ResultScreen } from '../../ui/result-screen'
import { Skeleton } from '../../ui/states'
import { ReasonSheet } from '../counter/reason-sheet'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { useWhileShown } from '../while-shown'
import { LineSheet } from './line-sheet'
import { Foot, OrderHead, Walk } from './order-face'
import { PackSheet } from './pack-sheet'
import styles from './picking-order.module.scss'
import { PickingStore, REFUSE_REASONS } from './picking.store'
import { SubstituteSheet } from './substitute-sheet'
import { SubstituteStore } from './substitute.store'

type Sheet =
  | { readonly is: 'line'; readonly lineId: string; readonly fewer: boolean }
  | { readonly is: 'pack' }
  | { readonly is: 'refuse' }
  | null

/** One order in the order of the walk through the store. */
export default observer(function PickingOrderPage() {
  const { api, clock, newKey, pictureUrl } = usePlatform()
  const { store, orderId = '' } = useRouter().params
  const [sheet, setSheet] = useState<Sheet>(null)
  const [place] = useState(() => new StaffPlace(api, store, 'pick'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => {
          const picking = new PickingStore({ api, newKey, storeId, orderId })
          const onAsked = (): void => void picking.order.load()
          return { picking, substitutes: new SubstituteStore({ api, newKey, later, storeId, orderId, onAsked }) }
        },
        drawn: ({ picking }) => picking.order,
      }),
  )
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  usePullDownRefresh(() => void door.load().finally(() => refreshed()))
  const { opened } = door
  const picking = opened?.picking
  useWhileShown(picking?.tick)
  const order = door.error?.code === 'NOT_ALLOWED' ? null : door.value
  const close = (): void => setSheet(null)
  if (picking && picking.ended !== null && order) {
    return <Ended picking={picking} order={order} onLeave={goBack} />
  }
  const line = (sheet?.is === 'line' && picking?.lines.find(({ id }) => id === sheet.lineId)) || null
  const role = place.place?.role
  const refusable = order !== null && role !== undefined && may(role, 'refuse-order') && mayMove(order, 'refuse')
  return (
    <PageShell
      footer={
        picking && order ? (
          <Foot store={picking} order={order} onPack={() => setSheet({ is: 'pack' })} onLeave={goBack} />
        ) : null
      }
    >
      <StaffLoaded
        of={door}
        now={clock.now()}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="card" repeat={3} />}
      >
        {(shown) =>
          opened ? (
            <>
              <OrderHead order={shown} now={clock.now()} />
              <Walk
                store={opened.picking}
                active={shown.state === 'picking'}
                pictureUrl={pictureUrl}
                onOpen={({ id }, fewer) => setSheet({ is: 'line', lineId: id, fewer })}
                onReplace={(line) => opened.substitutes.open(line, opened.picking.lines)}
              />
              {refusable ? (
                <View className={styles.refuse}>
                  <Button look="plain" size="big" onClick={() => setSheet({ is: 'refuse' })}>
                    这单做不了
                  </Button>
                </View>
              ) : null}
            </>
          ) : null
        }
      </StaffLoaded>
      {opened && order ? (
        <>
          <LineSheet
            line={line}
            fewer={sheet?.is === 'line' && sheet.fewer}
            work={line ? opened.picking.workOn(line.id) : null}
            onClose={() => {
              vibrate('good')
              close()
            }}
          />
          <SubstituteSheet store={opened.substitutes} clock={clock} pictureUrl={pictureUrl} />
          <PackSheet store={opened.picking} order={order} open={sheet?.is === 'pack'} onClose={close} />
          <RefuseSheet picking={opened.picking} order={order} open={sheet?.is === 'refuse'} onClose={close} />
        </>
      ) : null}
    </PageShell>
  )
})

type RefuseProps = {
  readonly picking: PickingStore
  readonly order: StaffOrderAnswer
  readonly open: boolean
  readonly onClose: () => void
}

const RefuseSheet = observer(({ picking, order, open, onClose }: RefuseProps) => {
  const left = fen(order.total - order.refunded)
  return (
    <ReasonSheet
      open={open}
      title="这单做不了"
      confirm="取消这单，钱退给顾客"
      confirming="正在取消"
      danger
      busy={picking.refusing.busy}
      may={picking.canRefuse}
      reasons={REFUSE_REASONS}
      reason={picking.reason}
      ask="或写下原因，顾客会看到"
      label="取消的原因"
      error={picking.refusing.error}
      onWrite={picking.say}
      onConfirm={() => void picking.refuse()}
      onClose={onClose}
    >
      <View>
        {order.source === 'mini-program'
          ? `${yuan(left)} 原路退给 ${order.customer}，货放回货架，不能再改。`
          : `货放回货架，不能再改。这单在别处付的款，请在那边退给 ${order.customer}。`}
      </View>
    </ReasonSheet>
  )
})

type EndedProps = { readonly picking: PickingStore; readonly order: StaffOrderAnswer; readonly onLeave: () => void }

/** The whole screen says that it is done, as at the counter. */
function Ended({ picking, order, onLeave }: EndedProps) {
  const packed = picking.ended === 'packed'
  const where = order.fulfilment === 'pickup' ? '放到自提架' : '放到配送架'
  return (
    <ResultScreen
      outcome={packed ? 'good' : 'warn'}
      title={packed ? `备好了，${where}` : '已取消，钱退给顾客'}
      words={`订单 ${order.number.slice(-4)} · ${order.customer}`}
      footer={
        <Button look="onHero" size="big" wide onClick={onLeave}>
          回备货台
        </Button>
      }
    />
  )
}
