import { createHash, randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import { gcj02, type Gcj02 } from '../../src/domain/geo'
import { type Troubles, troublesOn } from '../trouble'
import { districtOf, type Place, REGION } from './gazetteer'
import { addressOf, geocode, reverse, suggest } from './look-up'

export type MockMaps = {
  /** What MAPS_BASE_URL would be. */
  readonly url: string
  readonly key: string
  stop(): Promise<void>
  readonly troubles: Troubles
}

type Query = Readonly<Record<string, string | undefined>>

/** Tencent's words for its statuses. */
const WORDS = {
  110: '请求来源未被授权',
  121: '此key每日调用量已达到上限',
  310: '请求参数信息有误',
  311: 'key格式错误',
  347: '查询无结果',
} as const

const failure = (status: keyof typeof WORDS) => ({ status, message: WORDS[status], request_id: randomUUID() })
const success = (fields: object) => ({ status: 0, message: 'Success', request_id: randomUUID(), ...fields })

/** What Tencent LBS answers when a key is used up or not allowed here: `troubles.next(path, REFUSED[121])`. */
export const REFUSED = {
  110: { kind: 'answer', body: failure(110) },
  121: { kind: 'answer', body: failure(121) },
  311: { kind: 'answer', body: failure(311) },
} as const

/** Starts the stand-in of apis.map.qq.com on a loopback port: the same paths and JSON over a small gazetteer of one county town. */
export async function mockMaps(options: { port?: number; key?: string } = {}): Promise<MockMaps> {
  const key = options.key ?? 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF'
  const app = Fastify({ forceCloseConnections: true })
  const troubles = troublesOn(app)
  const read = (path: string, answer: (query: Query) => object): void => {
    app.get(path, async (request) => {
      const query = request.query as Query
      return query.key === key ? answer(query) : failure(311)
    })
  }
  read('/ws/geocoder/v1/', (query) => (query.location === undefined ? forward(query) : backward(query)))
  read('/ws/place/v1/suggestion', suggestions)
  const url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' })
  return { url, key, troubles, stop: () => app.close() }
}

const location = ({ lat, lng }: Gcj02) => ({ lat: round(lat), lng: round(lng) })
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
const components = (town: string, street: string) => ({
  nation: '中国',
  province: REGION[0],
  city: REGION[1],
  district: districtOf(town).name,
  street,
  street_number: '',
})

function forward(query: Query): object {
  if (!query.address) return failure(310)
  const found = geocode(query.address)
  if (!found) return failure(347)
  const { title, at, reliability, level, deviation, town, street } = found
  return success({
    result: {
      title,
      location: location(at),
      ad_info: { adcode: districtOf(town).adcode },
      address_components: components(town, street),
      similarity: reliability / 10,
      deviation,
      reliability,
      level,
    },
  })
}

function backward(query: Query): object {
  const at = pointOf(query.location)
  if (!at) return failure(310)
  const { address, recommend, place } = reverse(at)
  return success({
    result: {
      location: location(at),
      address,
      formatted_addresses: { recommend, rough: recommend },
      address_component: components(place?.town ?? '', place?.street ?? ''),
      ad_info: { adcode: districtOf(place?.town ?? '').adcode, nation: '中国' },
      ...(query.get_poi === '1' && { pois: place ? [placeJson(place)] : [] }),
    },
  })
}

function suggestions(query: Query): object {
  const size = Number(query.page_size ?? 10)
  const near = query.location === undefined ? null : pointOf(query.location)
  const wrong = !query.keyword || !Number.isInteger(size) || size < 1 || size > 20
  if (wrong || (query.location !== undefined && !near)) return failure(310)
  const hits = suggest(query.keyword ?? '', near)
  return success({ count: hits.length, data: hits.slice(0, size).map(placeJson) })
}

const placeJson = (place: Place) => ({
  id: createHash('sha256').update(place.name).digest('hex').slice(0, 19),
  title: place.name,
  address: addressOf(place),
  type: 0,
  location: location(place.at),
  adcode: districtOf(place.town).adcode,
  province: REGION[0],
  city: REGION[1],
  district: districtOf(place.town).name,
})

function pointOf(text: string | undefined): Gcj02 | null {
  const match = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text ?? '')
  const [lat, lng] = [Number(match?.[1] ?? 91), Number(match?.[2] ?? 181)]
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? gcj02(lat, lng) : null
}
