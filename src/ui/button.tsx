import { Button as TaroButton, type ButtonProps } from '@tarojs/components'
import type { ReactNode } from 'react'
import { access } from './access'
import styles from './button.module.scss'
import { classNames } from './class-names'

type Props = {
  readonly children: ReactNode
  readonly onClick?: () => void
  /** `primary` once per page; `soft` beside it; `ghost` outlined; `plain` a word to tap; `danger` for what cannot be undone. */
  readonly look?: 'primary' | 'soft' | 'ghost' | 'plain' | 'danger' | 'onHero'
  readonly size?: 'small' | 'normal' | 'big'
  /** As wide as its row. */
  readonly wide?: boolean
  /** Words of what is going on (领取中): the button keeps its place and takes no second tap. */
  readonly busy?: string | false
  readonly disabled?: boolean
  /** Read aloud instead of the words on it, where those need their surroundings (领取 → 领取开业满减券). */
  readonly label?: string
  readonly className?: string
  /** WeChat's own doings: share, contact, openSetting, getPhoneNumber … */
  readonly openType?: ButtonProps['openType']
  readonly onOpenSetting?: ButtonProps['onOpenSetting']
  readonly onAgreePrivacyAuthorization?: ButtonProps['onAgreePrivacyAuthorization']
}

/** 44 px at least, said in words, one tap at a time. */
export function Button(props: Props) {
  const { children, onClick, look = 'primary', size = 'normal', wide, busy, disabled, label, className } = props
  const resting = Boolean(disabled || busy)
  return (
    <TaroButton
      className={classNames(
        styles.button,
        styles[look],
        styles[size],
        wide && styles.wide,
        disabled && styles.disabled,
        busy && styles.busy,
        className,
      )}
      hoverClass={resting ? 'none' : styles.pressed}
      hoverStayTime={80}
      // `disabled={false}` would be drawn as disabled in the browser: the attribute is there or it is not.
      {...(resting && props.openType ? { disabled: true } : {})}
      {...(props.openType && { openType: props.openType })}
      {...(props.onOpenSetting && { onOpenSetting: props.onOpenSetting })}
      {...(props.onAgreePrivacyAuthorization && { onAgreePrivacyAuthorization: props.onAgreePrivacyAuthorization })}
      {...access({ role: 'button', label, disabled: resting })}
      onClick={() => {
        if (!resting) onClick?.()
      }}
    >
      {busy || children}
    </TaroButton>
  )
}
