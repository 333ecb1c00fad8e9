import { View } from '@tarojs/components'
import { type PropsWithChildren, type ReactNode, useEffect, useState } from 'react'
import { access } from './access'
import { classNames } from './class-names'
import styles from './sheet.module.scss'

type Props = PropsWithChildren<{
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  /** The main action, at the bottom above the safe area. */
  readonly footer?: ReactNode
}>

const LEAVING_MS = 240
const stop = (event: { stopPropagation(): void }): void => event.stopPropagation()

/** A sheet from below over a mask. Closed by its cross, the mask, or Escape; nothing behind it scrolls. */
export function Sheet({ open, title, onClose, footer, children }: Props) {
  const [present, setPresent] = useState(open)
  useEffect(() => {
    if (open) {
      setPresent(true)
      return
    }
    const timer = setTimeout(() => setPresent(false), LEAVING_MS)
    return () => clearTimeout(timer)
  }, [open])
  useEscape(open, onClose)
  if (!open && !present) return null
  return (
    <View className={classNames(styles.layer, open && styles.open)} catchMove>
      <View className={styles.mask} onClick={onClose} {...access({ hidden: true })} />
      <View className={styles.sheet} onClick={stop} {...access({ role: 'dialog', label: title })}>
        <View className={styles.head}>
          <View className={styles.title}>{title}</View>
          <View className={styles.close} onClick={onClose} {...access({ role: 'button', label: '关闭' })}>
            <View className={styles.cross} />
          </View>
        </View>
        <View className={styles.body}>{children}</View>
        {footer ? <View className={styles.footer}>{footer}</View> : null}
      </View>
    </View>
  )
}

/** Escape closes, and the keyboard starts inside the sheet; only browsers have either. */
function useEscape(open: boolean, onClose: () => void): void {
  useEffect(() => {
    if (!open || process.env.TARO_ENV !== 'h5') return
    const before = document.activeElement as HTMLElement | null
    document.querySelector<HTMLElement>('[role="dialog"]')?.focus({ preventScroll: true })
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      before?.focus({ preventScroll: true })
    }
  }, [open, onClose])
}
