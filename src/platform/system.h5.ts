import type { BarRoom } from './bar-room'

/** Browsers tell a page no font setting; large text is chosen in 我的. */
export const phoneWantsLargeText = (): boolean => false

/** No capsule outside WeChat; a notch is kept clear by the page's safe-area padding. */
export const barRoom = (): BarRoom => ({ statusHeight: 0, barHeight: 44, capsuleSpace: 0 })

/** Whether the phone is in dark mode, for pictures that are drawn elsewhere; everything else follows by style. */
export const phoneTheme = (): 'light' | 'dark' =>
  window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
