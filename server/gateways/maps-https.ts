import { gcj02, type Gcj02 } from '../../src/domain/geo'
import { SECOND } from '../../src/domain/time'
import { ask, type GatewayLog, silent } from './ask'
import type { MapsAnswer, MapsGateway } from './maps'

export const MAPS_URL = 'https://apis.map.qq.com'

export type MapsSettings = {
  readonly key: string
  /** City or county within which places are suggested, as Tencent spells it. */
  readonly region: string
  readonly baseUrl?: string
  /** How long one call may take, milliseconds (5,000). */
  readonly timeoutMs?: number
  readonly log?: GatewayLog
}

/** From 7 on, Tencent says, a geocoded point may be trusted. */
const RELIABLE = 7
const SUGGESTIONS = 10

/** Words the service makes nothing of: 310 parameter (only the text varies), 347 no result, 348 text not understood. */
const NOTHING_FOUND = new Set([310, 347, 348])

type Fields = Readonly<Record<string, unknown>>

/** Tencent LBS over HTTPS (lbs.qq.com), all GCJ-02. Out of reach, out of quota, wrong key: `ok: false`; none throws. */
export function mapsOverHttps(settings: MapsSettings): MapsGateway {
  const log = settings.log ?? silent

  /** The answer's own part, `null` when nothing was found, `undefined` when the service was of no use. */
  async function call(path: string, query: Record<string, string>): Promise<Fields | null | undefined> {
    const url = new URL(path, settings.baseUrl ?? MAPS_URL)
    url.search = new URLSearchParams({ ...query, key: settings.key }).toString()
    const heard = await ask(url, {}, settings.timeoutMs ?? 5 * SECOND)
    if (heard.came !== 'json') {
      log.warn({ call: path }, `maps: answer ${heard.came}`)
      return undefined
    }
    const { status } = heard.body
    if (status === 0) return heard.body
    log.warn({ call: path, status: typeof status === 'number' ? status : -1 }, 'maps refused')
    return NOTHING_FOUND.has(status as number) ? null : undefined
  }

  return {
    async geocode(address) {
      const answer = await call('/ws/geocoder/v1/', { address })
      if (answer === undefined) return { ok: false }
      const result = fieldsOf(answer?.result)
      const at = pointOf(result?.location)
      if (!result || !at) return found(null)
      const reliable = typeof result.reliability === 'number' && result.reliability >= RELIABLE
      return found({ at, title: textOf(result.title) ?? address, reliable })
    },

    async reverse(at) {
      const answer = await call('/ws/geocoder/v1/', { location: `${at.lat},${at.lng}`, get_poi: '0' })
      if (answer === undefined) return { ok: false }
      const result = fieldsOf(answer?.result)
      return found(textOf(fieldsOf(result?.formatted_addresses)?.recommend) ?? textOf(result?.address))
    },

    async suggest(text, near) {
      const answer = await call('/ws/place/v1/suggestion', {
        keyword: text,
        region: settings.region,
        region_fix: '1',
        policy: '1',
        page_size: String(SUGGESTIONS),
        ...(near && { location: `${near.lat},${near.lng}` }),
      })
      if (answer === undefined) return { ok: false }
      const places = Array.isArray(answer?.data) ? answer.data : []
      return found(places.map(placeOf).filter((place) => place !== null))
    },
  }
}

const found = <T>(what: T): MapsAnswer<T> => ({ ok: true, found: what })

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null ? (value as Fields) : null

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function pointOf(value: unknown): Gcj02 | null {
  const { lat, lng } = fieldsOf(value) ?? {}
  return Number.isFinite(lat) && Number.isFinite(lng) ? gcj02(lat as number, lng as number) : null
}

function placeOf(value: unknown): { title: string; address: string; at: Gcj02 } | null {
  const place = fieldsOf(value)
  const [title, at] = [textOf(place?.title), pointOf(place?.location)]
  return title && at ? { title, address: textOf(place?.address) ?? '', at } : null
}
