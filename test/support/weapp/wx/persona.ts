// The person who holds the phone and how the phone is set: what they answer when the platform asks, where they stand,
// what they scan. A test changes it while the app runs.
import type { PayDeed } from './payment'

/** GCJ-02 degrees, metres. */
export interface Place {
  latitude: number
  longitude: number
  accuracy?: number
}

/** As an address kept with WeChat is handed over; it has no coordinates. */
export interface WechatAddress {
  userName: string
  telNumber: string
  provinceName: string
  cityName: string
  countyName: string
  streetName: string
  detailInfoNew: string
}

export type Consent = 'accept' | 'reject' | 'ban' | 'filter'

export interface Persona {
  /** What wx.login hands out the n-th time (1, 2, …); an Error is why it fails. */
  loginCode: (nth: number) => string | Error
  /** Where the phone is; null: the phone's location service is off. */
  place: Place | null
  /** Answers to the permission popups, asked once each: true allows. Missing means true. */
  allows: Record<string, boolean>
  /** Switches in the settings page, when the app opens it. */
  changesSettings: Record<string, boolean>
  /** What they pick in the map of wx.chooseLocation; null: they go back without choosing. */
  choosesPlace: (Place & { name: string; address: string }) | null
  /** What they pick of the addresses they keep with WeChat; null: they go back. */
  choosesAddress: WechatAddress | null
  /** What they do at WeChat's pay sheet. */
  pays: PayDeed
  /** What they take or pick when the app asks for pictures; none: they go back. */
  photos: Buffer[]
  /** Answers to the subscribe-message popup: for all templates, or by template id. */
  consents: Consent | Record<string, Consent>
  /** Subscribe messages are switched off for this mini-program as a whole. */
  messagesOff: boolean
  /** Has agreed to the privacy guide before. */
  privacyAgreed: boolean
  /** What they say to WeChat's own privacy popup, shown when the app draws none. */
  answersPrivacyPopup: 'agree' | 'refuse'
  /** What the camera reads, in this order; when it is empty they leave the scanner. */
  scans: string[]
  /** WeChat's font size in px: 16 is normal, 19 and more is large. */
  fontSize: number
  theme: 'light' | 'dark'
  network: 'wifi' | '4g' | '2g' | 'none'
  model: string
  platform: 'ios' | 'android' | 'devtools'
}

export const NEIGHBOUR: Persona = {
  loginCode: (nth) => `login-code-${nth}`,
  place: { latitude: 26.8586, longitude: 104.2865, accuracy: 20 },
  allows: {},
  changesSettings: {},
  choosesPlace: null,
  choosesAddress: null,
  pays: 'pay',
  photos: [],
  consents: 'accept',
  messagesOff: false,
  privacyAgreed: true,
  answersPrivacyPopup: 'agree',
  scans: [],
  fontSize: 16,
  theme: 'light',
  network: 'wifi',
  model: 'iPhone 12',
  platform: 'ios',
}
