/** What `wx.getLocation({ type: 'gcj02' })` and Tencent maps speak; the only datum inside the product. Degrees. */
export type Gcj02 = { readonly lat: number; readonly lng: number; readonly datum: 'gcj02' }
/** What GPS chips, browsers and most open data speak. Degrees. */
export type Wgs84 = { readonly lat: number; readonly lng: number; readonly datum: 'wgs84' }
/** What Baidu maps speak. Degrees. */
export type Bd09 = { readonly lat: number; readonly lng: number; readonly datum: 'bd09' }

export type AnyPoint = Gcj02 | Wgs84 | Bd09

export const gcj02 = (lat: number, lng: number): Gcj02 => ({ lat, lng, datum: 'gcj02' })

const EARTH_RADIUS = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance in metres (haversine, mean earth radius 6,371,008.8 m). Both points carry the same datum. */
export function metresBetween(a: Gcj02, b: Gcj02): number {
  const dLat = radians(b.lat - a.lat)
  const dLng = radians(b.lng - a.lng)
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}
