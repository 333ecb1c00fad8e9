import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CouponValue } from '../domain/coupon/coupon'
import { yuanParts } from '../domain/money'
import { access } from './access'
import { classNames } from './class-names'
import { conditionOf, valueInWords } from './coupon-words'
import styles from './coupon-ticket.module.scss'
import { Picture } from './picture'
import { discount } from './quantity'
import { Tag, type Tone } from './tag'

type Props = {
  readonly value: CouponValue
  /** Address of the goods' picture; only an exchange coupon shows one. */
  readonly pictureUrl?: string
  readonly name: string
  /** Where and until when: 线上、门店 · 8月31日止 */
  readonly terms: string
  readonly tag?: { readonly words: string; readonly tone?: Tone } | null
  /** What sets it apart for good: 邻居送的. */
  readonly mark?: string
  /** The button at the right. */
  readonly action?: ReactNode
  /** Set when it can no longer be used: 已用 · 已过期 · 抢光了. Drawn without colour. */
  readonly over?: string
  readonly onOpen?: () => void
}

/** The value as it is drawn: 20 large with a small ¥, 8.8 with a small 折, a picture, or 免运. */
export function CouponWorth({
  value,
  pictureUrl,
  large,
}: {
  value: CouponValue
  pictureUrl?: string
  large?: boolean
}) {
  if (value.kind === 'exchange') {
    return <Picture src={pictureUrl ?? ''} alt="" shape="bare" className={large ? styles.pictureLarge : undefined} />
  }
  const number = classNames(styles.number, large && styles.numberLarge)
  if (value.kind === 'free-delivery') return <View className={classNames(number, styles.words)}>免运</View>
  if (value.kind === 'percent-off') {
    return (
      <View className={number}>
        {discount(value.percent)}
        <Text className={styles.unit}> 折</Text>
      </View>
    )
  }
  const parts = yuanParts(value.off)
  return (
    <View className={number}>
      <Text className={styles.unit}>¥</Text>
      {parts.yuan}
      {parts.fen === '00' ? null : <Text className={styles.unit}>.{parts.fen.replace(/0$/, '')}</Text>}
    </View>
  )
}

/** A coupon as a ticket: value on a coloured stub, a perforated edge with two notches, what it is, one thing to do. */
export function CouponTicket({ value, pictureUrl, name, terms, tag, mark, action, over, onOpen }: Props) {
  const gift = value.kind === 'exchange' || value.kind === 'free-delivery'
  return (
    <View className={classNames(styles.ticket, gift && styles.gift, over && styles.over)}>
      <View
        className={styles.stub}
        onClick={onOpen}
        {...access({ role: 'img', label: `${valueInWords(value)}，${conditionOf(value)}` })}
      >
        <CouponWorth value={value} pictureUrl={pictureUrl} />
        <View className={styles.condition}>{conditionOf(value)}</View>
        <View className={classNames(styles.notch, styles.top)} />
        <View className={classNames(styles.notch, styles.bottom)} />
      </View>
      <View className={styles.body}>
        <View
          className={styles.what}
          onClick={onOpen}
          {...(onOpen ? { hoverClass: styles.pressed } : {})}
          {...(onOpen ? access({ role: 'button' }) : {})}
        >
          <View className={styles.name}>{name}</View>
          <View className={styles.terms}>{terms}</View>
          <View className={styles.tags}>
            {over || tag ? (
              <View className={styles.tag}>
                <Tag tone={over ? 'calm' : tag?.tone}>{over ?? tag?.words ?? ''}</Tag>
              </View>
            ) : null}
            {mark ? (
              <View className={styles.tag}>
                <Tag tone={over ? 'calm' : 'leaf'}>{mark}</Tag>
              </View>
            ) : null}
          </View>
        </View>
        {action ? <View className={styles.action}>{action}</View> : null}
      </View>
    </View>
  )
}
