// What a test may say about the phone, the person and the way into the app.
import path from 'node:path'
import type { PaySide } from './wx/payment'
import type { Persona } from './wx/persona'
import type { LaunchOptions, WxApi } from './wx/platform'
import type { Api } from './wx/request'
import type { Layout } from './wx/selector-query'
import type { Storage } from './wx/storage'
import type { Update } from './wx/system'

export interface BootOptions {
  /** The compiled folder; `dist/weapp` of the project when missing. */
  dist?: string
  /** Who answers wx.request: the base URL of a running API or a function. Without it the network is down. */
  api?: Api
  /** Who stands behind WeChat's pay sheet; without it the app may not ask for payments. */
  paySide?: PaySide
  /** ms of virtual time one request takes; 20 when missing. */
  latencyMs?: number
  /** Page to open, without a leading slash; the first of app.json when missing. */
  path?: string
  /** As it stands in the link: WeChat does not decode values. */
  query?: Record<string, string>
  /** How the app was entered: 1007 chat card, 1047 mini-program code, 1154 single page from Moments; 1001 when missing. */
  scene?: number
  shareTicket?: string
  referrerInfo?: Record<string, unknown>
  /** Who holds the phone; what is missing is the neighbour of wx/persona.ts. */
  persona?: Partial<Persona>
  /** True time at the start, epoch ms. */
  startAt?: number
  /** Hears each new true time, so that the clock of an API can keep step. */
  onTime?: (now: number) => void
  /** How far the phone's clock is off at the start, ms; +86_400_000 is one day ahead. */
  phoneClock?: number
  /** Takes the place of Math.random in the app; 0 up to, not including, 1. */
  random?: () => number
  /** false: the phone's engine is older than BigInt, as on iOS 13. */
  bigInt?: boolean
  /** What an earlier run left on the phone. */
  storage?: Storage
  /** Where nodes stand, for selector queries. */
  layout?: Layout
  /** Whether a newer version of the app is found at the start. */
  update?: Update
  /** wx functions that replace or add to the stand-ins; they get what the app passes. */
  wx?: WxApi
}

/** `dist/weapp`, or the folder named by WEAPP_DIST. */
export const DEFAULT_DIST = path.resolve(import.meta.dirname, '../../..', process.env.WEAPP_DIST ?? 'dist/weapp')

/** 2026-08-10 09:00 in Shanghai. */
export const DEFAULT_START = Date.UTC(2026, 7, 10, 1, 0, 0)

export function launchOf(options: Pick<BootOptions, keyof LaunchOptions>, firstPage: string): LaunchOptions {
  return {
    path: options.path ?? firstPage,
    query: options.query ?? {},
    scene: options.scene ?? 1001,
    referrerInfo: options.referrerInfo ?? {},
    ...(options.shareTicket ? { shareTicket: options.shareTicket } : {}),
  }
}
