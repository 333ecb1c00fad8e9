import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { classNames } from './class-names'
import { useDisplay } from './display'
import styles from './page-shell.module.scss'

type Props = PropsWithChildren<{
  /** The main action, within the thumb's reach and above the safe area. */
  footer?: ReactNode
  /** The same for a bar that brings its own ground and margins. */
  bar?: ReactNode
  /** Reaches the edges of the phone: for pages that lay out their own margins (hero, map). */
  bare?: boolean
  /** As high as the phone: what lies inside scrolls by itself. */
  fixed?: boolean
  className?: string
}>

/** The root of every page: ground, type, large text, margins, and the bar at the bottom. */
export function PageShell({ footer, bar, bare, fixed, className, children }: Props) {
  const { large } = useDisplay()
  return (
    <View className={classNames(styles.shell, fixed && styles.fixed, large && 'large-text', className)}>
      <View className={classNames(styles.body, !bare && styles.margins)}>{children}</View>
      {footer ? <View className={styles.footer}>{footer}</View> : null}
      {bar ? <View className={styles.bar}>{bar}</View> : null}
    </View>
  )
}

/** A heading with an optional quiet remark at the right. */
export function Section({ title, aside, children }: PropsWithChildren<{ title: string; aside?: ReactNode }>) {
  return (
    <View className={styles.section}>
      <View className={styles.heading}>
        <View className={styles.title}>{title}</View>
        {aside ? <View className={styles.aside}>{aside}</View> : null}
      </View>
      {children}
    </View>
  )
}

/** A white sheet of paper on the ground. `tight` leaves the padding to what lies on it. */
export function Card({ tight, className, children }: PropsWithChildren<{ tight?: boolean; className?: string }>) {
  return <View className={classNames(styles.card, tight && styles.tight, className)}>{children}</View>
}
