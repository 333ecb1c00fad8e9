import { Input, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { ApiError } from '../../platform/answer'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { isUndecided } from '../undecided'
import styles from './counter.module.scss'
import { REASON_LIMIT } from './today.store'

type Props = PropsWithChildren<{
  readonly open: boolean
  readonly title: string
  /** What the button does, in words. */
  readonly confirm: string
  readonly confirming: string
  readonly busy: boolean
  readonly may: boolean
  readonly danger?: boolean
  readonly reasons: readonly string[]
  readonly reason: string
  readonly ask: string
  readonly label: string
  readonly error: ApiError | null
  readonly onWrite: (reason: string) => void
  readonly onConfirm: () => void
  readonly onClose: () => void
}>

/** Something that a manager does with a reason that stays in the log. */
export function ReasonSheet(props: Props) {
  const { open, title, confirm, confirming, busy, may, danger, reason, error, onConfirm, onClose, children } = props
  return (
    <Sheet
      open={open}
      title={title}
      onClose={onClose}
      footer={
        <Button
          {...(danger && { look: 'danger' as const })}
          wide
          className={styles.glove ?? ''}
          disabled={!may}
          busy={busy ? confirming : false}
          onClick={onConfirm}
        >
          {isUndecided(error) ? '再点一次，不会重复' : confirm}
        </Button>
      }
    >
      {children}
      <View className={styles.reasons}>
        {props.reasons.map((one) => (
          <View
            key={one}
            className={classNames(styles.reason, reason === one && styles.chosen)}
            onClick={() => props.onWrite(one)}
            {...access({ role: 'button', label: one })}
          >
            {one}
          </View>
        ))}
      </View>
      <View className={styles.field}>
        <Input
          className={styles.input ?? ''}
          value={reason}
          maxlength={REASON_LIMIT}
          placeholder={props.ask}
          placeholderClass={styles.placeholder ?? ''}
          cursorSpacing={140}
          onInput={({ detail }) => props.onWrite(detail.value)}
          {...access({ label: props.label })}
        />
      </View>
      {error ? <Notice tone="tomato">{error.message}</Notice> : null}
    </Sheet>
  )
}
