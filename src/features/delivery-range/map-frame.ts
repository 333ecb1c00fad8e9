import { METRES_PER_DEGREE, type Position } from '../../domain/delivery/fence'
import { type Gcj02, gcj02 } from '../../domain/geo'

/** A flat piece of map: its centre, its size in px and its scale. Flat is off by less than a metre over a town. */
export type Frame = {
  readonly centre: Gcj02
  readonly metresPerPx: number
  readonly width: number
  readonly height: number
}
export type Px = { readonly x: number; readonly y: number }

const metresPerLng = (lat: number): number => METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)

export function toPx({ centre, metresPerPx, width, height }: Frame, at: { lat: number; lng: number }): Px {
  return {
    x: width / 2 + ((at.lng - centre.lng) * metresPerLng(centre.lat)) / metresPerPx,
    y: height / 2 - ((at.lat - centre.lat) * METRES_PER_DEGREE) / metresPerPx,
  }
}

export function toPoint({ centre, metresPerPx, width, height }: Frame, { x, y }: Px): Gcj02 {
  return gcj02(
    centre.lat - ((y - height / 2) * metresPerPx) / METRES_PER_DEGREE,
    centre.lng + ((x - width / 2) * metresPerPx) / metresPerLng(centre.lat),
  )
}

/** `at` moved by metres to the east and north. */
export const moved = (at: Gcj02, east: number, north: number): Gcj02 =>
  gcj02(at.lat + north / METRES_PER_DEGREE, at.lng + east / metresPerLng(at.lat))

type Size = { readonly width: number; readonly height: number; readonly margin: number }

/** At most so close: a frame around a single point shows the streets next to it. */
const CLOSEST_METRES_PER_PX = 3

/** The frame that holds all points within its margin (px). @throws RangeError without points. */
export function frameAround(points: readonly { lat: number; lng: number }[], size: Size): Frame {
  if (points.length === 0) throw new RangeError('A frame needs a point')
  const lats = points.map(({ lat }) => lat)
  const lngs = points.map(({ lng }) => lng)
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lngs), Math.max(...lngs)]
  const centre = gcj02((south + north) / 2, (west + east) / 2)
  const { width, height, margin } = size
  const wide = ((east - west) * metresPerLng(centre.lat)) / (width - 2 * margin)
  const high = ((north - south) * METRES_PER_DEGREE) / (height - 2 * margin)
  return { centre, metresPerPx: Math.max(wide, high, CLOSEST_METRES_PER_PX), width, height }
}

/** Whether a point lies in the frame with `margin` px to spare. */
export function holds(frame: Frame, at: Gcj02, margin: number): boolean {
  const { x, y } = toPx(frame, at)
  return x >= margin && y >= margin && x <= frame.width - margin && y <= frame.height - margin
}

/** The same scale divided by `times`, around another centre. */
export const closer = (frame: Frame, centre: Gcj02, times: number): Frame => ({
  ...frame,
  centre,
  metresPerPx: frame.metresPerPx / times,
})

/** A length for a scale bar of at most `most` px: 1, 2 or 5 times a power of ten. Metres. */
export function roundLength(metresPerPx: number, most: number): number {
  const longest = metresPerPx * most
  const power = 10 ** Math.floor(Math.log10(longest))
  return ([5, 2, 1].find((step) => step * power <= longest) ?? 1) * power
}

/** Tencent's zoom level (3 to 20) that shows at least as much as the frame: each level halves the metres per px. */
export function zoomLevel({ metresPerPx, centre }: Frame): number {
  const atZero = (2 * Math.PI * 6_378_137 * Math.cos((centre.lat * Math.PI) / 180)) / 256
  return Math.max(3, Math.min(18, Math.floor(Math.log2(atZero / metresPerPx))))
}

export const pointOf = ([lng, lat]: Position | readonly number[]): Gcj02 => gcj02(lat ?? 0, lng ?? 0)

/** Where a store's name stands so that the pin does not cover it; its dot stays where it is. Sizes in px of the drawing. */
export function tagSide(store: Px, pin: Px): 'above' | 'below' | 'left' | 'right' {
  const beside = Math.abs(pin.x - store.x) < 64
  // the pin reaches from its tip 40 px up, the name from 8 to 36 px away from the dot
  const coversAbove = beside && pin.y > store.y - 36 && pin.y - 40 < store.y - 8
  const coversBelow = beside && pin.y > store.y + 8 && pin.y - 40 < store.y + 36
  if (!coversAbove) return 'above'
  if (!coversBelow) return 'below'
  return pin.x > store.x ? 'left' : 'right'
}
