export type Access = {
  readonly role?:
    | 'button'
    | 'switch'
    | 'checkbox'
    | 'tab'
    | 'tablist'
    | 'img'
    | 'timer'
    | 'dialog'
    | 'heading'
    | 'alert'
    | 'status'
    | 'list'
    | 'listitem'
    | 'presentation'
  readonly label?: string
  /** Kept from the screen reader: what is drawn twice or means nothing. */
  readonly hidden?: boolean
  readonly checked?: boolean
  readonly selected?: boolean
  readonly disabled?: boolean
}

const REACHABLE: ReadonlySet<string> = new Set(['button', 'switch', 'checkbox', 'tab'])
const inBrowser = process.env.TARO_ENV === 'h5'

/** For an `<Image>` whose box already says what is to be seen: the browser's own `img` inside it wants an empty `alt`. */
export const undescribed: object = inBrowser ? { nativeProps: { alt: '' } } : {}

const flag = (name: string, value: boolean | undefined): Record<string, string> =>
  value === undefined ? {} : { [name]: value ? 'true' : 'false' }

/** What a screen reader is told: `role` in the browser, WeChat's `aria-role` in the mini-program; controls join the tab order. */
export function access({ role, label, hidden, checked, selected, disabled }: Access): Record<string, string> {
  return {
    ...(role && { [inBrowser ? 'role' : 'aria-role']: role }),
    ...(role && inBrowser && REACHABLE.has(role) && { tabindex: disabled ? '-1' : '0' }),
    ...(role === 'dialog' && inBrowser && { tabindex: '-1' }),
    ...(label !== undefined && { 'aria-label': label }),
    ...(hidden && { 'aria-hidden': 'true' }),
    ...flag('aria-checked', checked),
    ...flag('aria-selected', selected),
    ...flag('aria-disabled', disabled || undefined),
  }
}
