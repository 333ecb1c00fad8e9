import type { TouchIn } from '../contract/coupon'

/** What WeChat (or the address bar) says about how the app was opened. */
export type RawLaunch = {
  readonly path?: string
  readonly scene?: number
  readonly query?: Readonly<Record<string, unknown>>
}

export type Launch = {
  /** The page, without a leading slash. */
  readonly path: string
  /** WeChat's scene value as it came; 0 outside WeChat. New ones appear every year. */
  readonly scene: number
  readonly query: Readonly<Record<string, string>>
  /** The text behind a mini-program code, decoded; `null` when opened without one. */
  readonly token: string | null
  /** Code of the channel that brought them, and share code of the neighbour who sent them. */
  readonly channel: string | null
  readonly sharer: string | null
  /** Moments single-page mode: no sign-in, no navigation, no payment. */
  readonly singlePage: boolean
}

/** Taro numbers the pages of the browser in their query. */
const TARO_STAMP = 'stamp'
const SINGLE_PAGE = 1154
const CODE = /^[A-Za-z0-9_-]{1,24}$/

const code = (value: string | undefined): string | null => (value !== undefined && CODE.test(value) ? value : null)

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `c=GATE1&s=9F2K` → both; anything without `=` is a bare token. */
function pairsOf(token: string): Record<string, string> {
  if (!token.includes('=')) return {}
  return Object.fromEntries(
    token.split('&').map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

/**
 * Reads how the app was opened. The `scene` of a mini-program code arrives encoded and is decoded here, once;
 * `c` and `s` of the path win over those inside it. A scene token without `=` is taken as the channel's code.
 */
export function readLaunch(raw: RawLaunch = {}): Launch {
  const query = Object.fromEntries(
    Object.entries(raw.query ?? {})
      .filter(([name]) => name !== TARO_STAMP)
      .map(([name, value]) => [name, value === undefined ? '' : String(value)]),
  )
  const token = query.scene ? decode(query.scene) : null
  const inside = token ? pairsOf(token) : {}
  const scene = Number.isInteger(raw.scene) ? Number(raw.scene) : 0
  return {
    path: (raw.path ?? '').replace(/^\//, '').split('?')[0] ?? '',
    scene,
    query,
    token,
    channel: code(query.c) ?? code(inside.c) ?? code(token ?? undefined),
    sharer: code(query.s) ?? code(inside.s),
    singlePage: scene === SINGLE_PAGE,
  }
}

/** The touch a claim or a visit sends along; empty when nothing is known. */
export function touchOf(launch: Launch): TouchIn {
  return {
    ...(launch.channel && { channel: launch.channel }),
    ...(launch.sharer && { sharer: launch.sharer }),
    ...(launch.scene > 0 && { scene: launch.scene }),
  }
}

export type ShareTrail = { readonly channel?: string | null; readonly sharer?: string | null }

/** `/pages/home/index?c=GATE1&s=9F2K`: a share path that carries where it came from and who sent it. */
export function sharePath(page: string, trail: ShareTrail = {}, query: Readonly<Record<string, string>> = {}): string {
  const all = shareQuery(trail, query)
  return `/${page.replace(/^\//, '')}${all ? `?${all}` : ''}`
}

/** The same for Moments, which takes a query and no path. */
export function shareQuery({ channel, sharer }: ShareTrail, query: Readonly<Record<string, string>> = {}): string {
  const pairs = { ...query, ...(channel && { c: channel }), ...(sharer && { s: sharer }) }
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
}
