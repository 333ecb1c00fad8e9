import { View } from '@tarojs/components'
import type { CouponValue } from '../domain/coupon/coupon'
import { access } from './access'
import { classNames } from './class-names'
import styles from './coupon-face.module.scss'
import { CouponWorth } from './coupon-ticket'
import { conditionOf, valueInWords } from './coupon-words'
import { type Fact, FactList } from './rows'

type Props = {
  readonly value: CouponValue
  /** Address of the goods' picture; only an exchange coupon shows one. */
  readonly pictureUrl?: string
  readonly name: string
  /** Where, until when, how long: names at the left, values at the right. */
  readonly facts: readonly Fact[]
  /** Set when it can no longer be used or taken: said across the value, drawn without colour. */
  readonly over?: string
}

/** A coupon as large as the page: its value above the perforation, what one must know below it. */
export function CouponFace({ value, pictureUrl, name, facts, over }: Props) {
  const gift = value.kind === 'exchange' || value.kind === 'free-delivery'
  return (
    <View className={classNames(styles.face, gift && styles.gift, over && styles.over)}>
      <View
        className={styles.worth}
        {...access({ role: 'img', label: `${name}，${valueInWords(value)}，${conditionOf(value)}` })}
      >
        <CouponWorth value={value} pictureUrl={pictureUrl} large />
        <View className={styles.condition}>{conditionOf(value)}</View>
        <View className={styles.name}>{name}</View>
        {over ? <View className={styles.stamp}>{over}</View> : null}
        <View className={classNames(styles.notch, styles.left)} />
        <View className={classNames(styles.notch, styles.right)} />
      </View>
      <View className={styles.facts}>
        <FactList facts={facts} />
      </View>
    </View>
  )
}
