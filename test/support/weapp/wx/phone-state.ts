// What the phone shows and does outside the page: a test reads it after the app asked for it.

export interface Dialog {
  title: string
  content: string
  confirmText: string
  cancelText: string
  showCancel: boolean
}

export interface PhoneState {
  toast: { title: string; icon: string } | null
  /** Every toast so far. */
  toasts: string[]
  loading: string | null
  /** The modal that is open; answer it by `app.answerModal`. */
  modal: Dialog | null
  /** The items of the open action sheet; answer it by `app.chooseItem`. */
  sheet: string[] | null
  title: string
  /** Permission and consent popups the person has seen, e.g. `scope.userLocation`, `subscribe`, `privacy`. */
  popups: string[]
  /** 0 to 1; -1 is Android's "as the system has it". */
  brightness: number
  screenKeptOn: boolean
  /** Screenshots are hidden where the phone can. */
  captureHidden: boolean
  /** `short:medium`, `long`, … in order. */
  vibrations: string[]
  /** Sources of the sounds that were played. */
  sounds: string[]
  clipboard: string
  calls: string[]
  /** Maps opened by wx.openLocation. */
  shownPlaces: { latitude: number; longitude: number; name?: string }[]
  tabBadges: Record<number, string>
  /** Whether the page in front offers to be sent on; each page says so for itself. */
  readonly shareMenu: boolean
  /** WeChat's pay sheets so far, each by its `prepay_id=…`. */
  paySheets: string[]
  /** applyUpdate was called. */
  updateApplied: boolean
}

export function newPhone(): PhoneState {
  return {
    toast: null,
    toasts: [],
    loading: null,
    modal: null,
    sheet: null,
    title: '',
    popups: [],
    brightness: 0.4,
    screenKeptOn: false,
    captureHidden: false,
    vibrations: [],
    sounds: [],
    clipboard: '',
    calls: [],
    shownPlaces: [],
    tabBadges: {},
    shareMenu: true,
    paySheets: [],
    updateApplied: false,
  }
}
