import { gcj02, type Gcj02, metresBetween } from '../../src/domain/geo'
import { COUNTY, districtOf, FAR, type Place, PLACES, REGION, type Road, ROADS, TOWNS } from './gazetteer'

/** As Tencent grades: reliability 1 to 10 (7 and more may be trusted), level 1 city … 7 road, 9 door, 10 estate, 11 point. */
export type Geocoded = {
  readonly title: string
  readonly at: Gcj02
  readonly reliability: number
  readonly level: number
  readonly deviation: number
  readonly town: string
  readonly street: string
}

/** Full-width digits, spaces and dashes as people paste them, made plain. */
const plain = (address: string): string =>
  address
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[－—–]/g, '-')

const REGION_WORDS = /^(中国)?(贵州省?)?(毕节市?)?(威宁(彝族回族苗族自治)?县?)?/

/** Finds one address: the longest name in it decides; `null` when it names nothing known. */
export function geocode(address: string): Geocoded | null {
  const whole = plain(address)
  const far = FAR.find(({ name }) => whole.includes(name) || whole.startsWith(name.slice(0, -1)))
  if (far) return coarse(far.name, far.at, 1)
  const rest = whole.replace(REGION_WORDS, '')
  const place = longest(PLACES, whole, (candidate) => [candidate.name, ...candidate.also])
  if (place) return atPlace(place, rest)
  const road = longest(ROADS, whole, (candidate) => [candidate.name])
  if (road) return onRoad(road, rest)
  const town = longest(TOWNS, whole, (candidate) => [candidate.name])
  if (town) return coarse(town.name, town.at, 3)
  return whole.includes('威宁') ? coarse(COUNTY.name, COUNTY.at, 2) : null
}

function longest<T>(candidates: readonly T[], text: string, namesOf: (candidate: T) => readonly string[]): T | null {
  const lengthOf = (candidate: T): number =>
    Math.max(0, ...namesOf(candidate).map((name) => (text.includes(name) ? name.length : 0)))
  const best = candidates.reduce<T | null>(
    (found, candidate) => (lengthOf(candidate) > (found ? lengthOf(found) : 0) ? candidate : found),
    null,
  )
  return best
}

/** An estate with its building stands a few metres from the gate, so that two buildings are two points. */
function atPlace(place: Place, rest: string): Geocoded {
  const building = place.kind === 'estate' ? /(\d{1,3})(栋|幢|号楼|-)/.exec(rest) : null
  const number = Number(building?.[1] ?? 0)
  const at = building
    ? gcj02(place.at.lat + 0.0002 * (number % 4), place.at.lng + 0.0002 * (Math.floor(number / 4) % 4))
    : place.at
  return {
    title: building ? `${place.name}${number}栋` : place.name,
    at,
    reliability: 9,
    level: place.kind === 'estate' ? 10 : 11,
    deviation: building ? 20 : 0,
    town: place.town,
    street: place.street,
  }
}

/** With a number: the door. Without one, or beyond the road's end: the middle of the road, not to be trusted. */
function onRoad(road: Road, rest: string): Geocoded {
  const number = Number(new RegExp(`${road.name}(\\d{1,4})号?`).exec(rest)?.[1] ?? 0)
  const known = number >= 1 && number <= road.numbers
  const share = known ? (number - 1) / (road.numbers - 1) : 0.5
  const at = gcj02(
    road.from.lat + share * (road.to.lat - road.from.lat),
    road.from.lng + share * (road.to.lng - road.from.lng),
  )
  return {
    title: known ? `${road.name}${number}号` : road.name,
    at,
    reliability: known ? 8 : 5,
    level: known ? 9 : 7,
    deviation: known ? 50 : 1_000,
    town: road.town,
    street: road.name,
  }
}

const coarse = (name: string, at: Gcj02, level: number): Geocoded => ({
  title: name,
  at,
  reliability: level,
  level,
  deviation: 10_000,
  town: level === 3 ? name : '',
  street: '',
})

const NEAR = 400
const COUNTY_REACH = 60_000

/** What a point is called: the nearest place with its direction, a town, the county; empty strings far from everything. */
export function reverse(at: Gcj02): { address: string; recommend: string; place: Place | null } {
  const place = nearest(PLACES, at)
  if (metresBetween(at, place.at) <= NEAR) {
    return { address: addressOf(place), recommend: `${place.name}(${place.street})`, place }
  }
  const town = nearest(TOWNS, at)
  if (metresBetween(at, town.at) > COUNTY_REACH) return { address: '', recommend: '', place: null }
  const district = districtOf(town.name)
  const recommend = district === COUNTY ? `威宁县${town.name}` : town.name
  return { address: lineOf(town.name, ''), recommend, place: null }
}

function nearest<T extends { at: Gcj02 }>(candidates: readonly T[], at: Gcj02): T {
  return candidates.reduce((best, candidate) =>
    metresBetween(at, candidate.at) < metresBetween(at, best.at) ? candidate : best,
  )
}

/** Places whose name holds the words, nearest first when `near` is given, names that begin with them before others otherwise. */
export function suggest(keyword: string, near: Gcj02 | null): Place[] {
  const whole = plain(keyword).replace(/\d.*$/, '')
  const words = whole.replace(REGION_WORDS, '') || whole
  if (words === '') return []
  const hits = PLACES.filter(({ name, also, street }) => [name, street, ...also].some((text) => text.includes(words)))
  const distance = (place: Place): number =>
    near ? metresBetween(near, place.at) : Number(!place.name.startsWith(words))
  return hits.sort((a, b) => distance(a) - distance(b))
}

/** A line as Tencent writes it. */
function lineOf(town: string, street: string): string {
  const district = districtOf(town).name
  return `${REGION.join('')}${district}${town === district ? '' : town}${street}`
}
export const addressOf = ({ town, street }: Place): string => lineOf(town, street)
