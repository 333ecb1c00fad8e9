import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { CouponCard } from '../../contract/coupon'
import type { WalletShelf } from '../../domain/coupon/coupon'
import { useNow, usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { CouponTicket } from '../../ui/coupon-ticket'
import { groupsOf } from '../../ui/groups'
import { Loaded } from '../../ui/loaded'
import { Empty, Skeleton } from '../../ui/states'
import { nextStep, overOf, tagOf, termsOf, valueOf } from './coupon-facts'
import styles from './coupon.module.scss'
import type { ShelfPages, WalletStore } from './wallet.store'

export type CouponActions = {
  readonly onOpen: (coupon: CouponCard) => void
  readonly onShow: (coupon: CouponCard) => void
  readonly onGive: (coupon: CouponCard) => void
}

type Props = CouponActions & {
  readonly store: WalletStore
  readonly pictureUrl: (name: string) => string
  /** The way on from an empty wallet. */
  readonly onClaim: () => void
}

/** The chosen shelf in its four states, page after page. */
export const WalletList = observer((props: Props) => {
  const { store, pictureUrl, onClaim } = props
  const now = useNow(false)
  const pages = store.current
  const error = pages.shown.error
  if (error && (error.code === 'OPEN_IN_WECHAT' || error.code === 'SIGN_IN_RISKY') && store.coupons.length === 0) {
    return <NotHere message={error.message} pictureUrl={pictureUrl} onClaim={onClaim} />
  }
  return (
    <View className={styles.list}>
      <Loaded
        of={{ ...states(pages), load: store.load }}
        now={now}
        skeleton={<Skeleton shape="ticket" repeat={4} />}
        isEmpty={(answer) => answer.coupons.length === 0}
        empty={<EmptyShelf shelf={store.chosen} pictureUrl={pictureUrl} onClaim={onClaim} />}
      >
        {(answer) => (
          <>
            {groupsOf(answer.coupons).map((group) => (
              // WeChat takes fewer than sixty children per node.
              <View key={group[0]?.id} className={styles.group}>
                {group.map((coupon) => (
                  <WalletTicket key={coupon.id} coupon={coupon} {...props} />
                ))}
              </View>
            ))}
            <Foot pages={pages} />
          </>
        )}
      </Loaded>
    </View>
  )
})

const states = ({ shown }: ShelfPages) => ({
  value: shown.value,
  error: shown.error,
  loading: shown.loading,
  keptAt: shown.keptAt,
})

const WalletTicket = observer(({ coupon, pictureUrl, ...actions }: CouponActions & Props & { coupon: CouponCard }) => {
  const { clock } = usePlatform()
  // A ticket near a turn of its own looks at the clock: the others need not be drawn each second.
  const now = useNow(turnsSoon(coupon, clock.now()))
  const over = overOf(coupon, now)
  return (
    <CouponTicket
      value={valueOf(coupon)}
      name={coupon.title}
      terms={termsOf(coupon)}
      tag={tagOf(coupon, now)}
      {...(over && { over })}
      {...(coupon.received && { mark: '邻居送的' })}
      {...(coupon.value.kind === 'exchange' && { pictureUrl: pictureUrl(coupon.value.goods.picture) })}
      onOpen={() => actions.onOpen(coupon)}
      action={<TicketAction coupon={coupon} step={nextStep(coupon, now)} {...actions} />}
    />
  )
})

const SOON_MS = 2 * 3_600_000
const turnsSoon = ({ gift, usableFrom, usableUntil }: CouponCard, now: number): boolean =>
  [gift?.expiresAt, usableFrom, usableUntil].some((at) => at !== undefined && at > now && at - now < SOON_MS)

function TicketAction(props: CouponActions & { coupon: CouponCard; step: ReturnType<typeof nextStep> }) {
  const { coupon, step, onShow, onGive, onOpen } = props
  if (step === 'show') {
    return (
      <Button size="small" onClick={() => onShow(coupon)} label={`出示${coupon.title}`}>
        出示
      </Button>
    )
  }
  if (step === 'give') {
    return (
      <Button size="small" look="ghost" onClick={() => onGive(coupon)} label={`转赠${coupon.title}`}>
        转赠
      </Button>
    )
  }
  return (
    <Button size="small" look="plain" onClick={() => onOpen(coupon)} label={`查看${coupon.title}`}>
      查看
    </Button>
  )
}

const Foot = observer(({ pages }: { pages: ShelfPages }) => {
  if (pages.moreError) {
    return (
      <View className={styles.foot}>
        <View>{pages.moreError.message}</View>
        <Button look="ghost" size="small" onClick={() => void pages.more()}>
          再试一次
        </Button>
      </View>
    )
  }
  if (pages.loadingMore) return <View className={styles.foot}>还有几张，马上来</View>
  if (pages.shown.value?.next) {
    return (
      <Button look="plain" wide onClick={() => void pages.more()}>
        看更多
      </Button>
    )
  }
  return null
})

const NOTHING = {
  usable: ['还没有可用的券', '先去首页领几张，开门就能用', 'ticket'],
  gifting: ['没有正在赠送的券', '打开一张券，点“转赠邻居”就能送出', 'wrapped-gift'],
  used: ['还没有用过券', '到店出示券码，用过的会记在这里', 'shopping-bags'],
  ended: ['没有过期的券', '一张都没浪费，真好', 'seedling'],
} as const satisfies Record<WalletShelf, readonly [title: string, words: string, picture: string]>

type EmptyProps = { readonly pictureUrl: (name: string) => string; readonly onClaim: () => void }

function EmptyShelf({ shelf, pictureUrl, onClaim }: EmptyProps & { shelf: WalletShelf }) {
  const [title, words, picture] = NOTHING[shelf]
  return (
    <Empty
      pictureUrl={pictureUrl(picture)}
      title={title}
      words={words}
      action={
        <Button look={shelf === 'usable' ? 'primary' : 'ghost'} onClick={onClaim}>
          去领券
        </Button>
      }
    />
  )
}

/** Outside WeChat nobody can be signed in: the wallet is kept with the WeChat account. */
function NotHere({ message, pictureUrl, onClaim }: EmptyProps & { message: string }) {
  return (
    <Empty
      pictureUrl={pictureUrl('mobile-phone')}
      title={message}
      words="卡券记在你的微信里，换手机也不会丢"
      action={
        <Button look="ghost" onClick={onClaim}>
          先看看有什么券
        </Button>
      }
    />
  )
}
