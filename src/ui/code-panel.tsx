import { Text, View } from '@tarojs/components'
import { groupDigits } from '../domain/pickup/code'
import type { Instant } from '../domain/time'
import { access } from './access'
import { Button } from './button'
import styles from './code-panel.module.scss'
import { Notice } from './notice'
import { QrCode } from './qr-code'
import { secondsUntil } from './remaining'

type WhereProps = { readonly name?: string; readonly words: string }

/** Where the code is shown, above it: the store, then its hours or the slot. */
export const CodePlace = ({ name, words }: WhereProps) => (
  <View className={styles.where}>
    {name ? <View className={styles.store}>{name}</View> : null}
    <View className={styles.hours}>{words}</View>
  </View>
)

type Props = {
  /** `null` when no QR is good any more; the digits may still be. */
  readonly qr: { readonly text: string; readonly until: Instant } | null
  readonly digits: string | null
  /** Server time, each second. */
  readonly now: Instant
  /** 券码 or 提货码, for reading aloud. */
  readonly name: string
  /** Why no new code came; what is shown is still good. */
  readonly unreached: string | null
  readonly asking: boolean
  readonly onAgain: () => void
}

/** A large QR on white, eight digits in two groups, and a ring that says when both are renewed. */
export function CodePanel(props: Props) {
  const { qr, digits, now, name, unreached } = props
  return (
    <View className={styles.face}>
      {qr ? <QrCode text={qr.text} label={`${name}，给店员扫`} /> : <NoQr {...props} />}
      {digits ? (
        <View className={styles.digits} {...access({ role: 'img', label: `8 位${name} ${[...digits].join(' ')}` })}>
          {groupDigits(digits)}
        </View>
      ) : null}
      {qr ? <Renewal until={qr.until} now={now} unreached={unreached !== null} digits={digits !== null} /> : null}
      {unreached !== null && (qr || digits) ? (
        <View className={styles.weak}>
          <Notice tone="calm">网络不太顺，这个码还能用，连上后会自动更新</Notice>
        </View>
      ) : null}
    </View>
  )
}

const WINDOW_SECONDS = 30
type RenewalProps = Pick<Props, 'now'> & {
  readonly until: Instant
  readonly unreached: boolean
  readonly digits: boolean
}

/** 18 秒后自动更新, with a ring that empties. */
function Renewal({ until, now, unreached, digits }: RenewalProps) {
  const seconds = secondsUntil(until, now)
  const share = Math.min(1, seconds / WINDOW_SECONDS)
  return (
    <View className={styles.renewal}>
      <View className={styles.renewalWords}>
        <View
          className={styles.ring}
          style={{ backgroundImage: `conic-gradient(var(--leaf) ${Math.round(share * 360)}deg, var(--line) 0)` }}
          {...access({ hidden: true })}
        >
          <View className={styles.hole} />
        </View>
        {unreached ? '还能用 ' : ''}
        <Text className={styles.seconds}>{seconds} 秒</Text>
        {unreached ? '' : '后自动更新'}
      </View>
      {digits ? <View className={styles.renewalWords}>数字也可以报给店员</View> : null}
    </View>
  )
}

function NoQr({ digits, unreached, asking, onAgain }: Props) {
  return (
    <View className={styles.noQr} {...access({ role: 'alert' })}>
      <View className={styles.noQrTitle}>{digits ? '二维码过期了，请报下面的数字' : '码过期了，连上网就有新的'}</View>
      <View className={styles.hours}>{unreached ?? '正在取新的码'}</View>
      <Button look="ghost" onClick={onAgain} busy={asking ? '正在连接' : false}>
        再试一次
      </Button>
    </View>
  )
}
