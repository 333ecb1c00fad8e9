import type { Gcj02 } from '../../src/domain/geo'

/** What the server asks of the map service (Tencent LBS, all GCJ-02). `null` results mean it found nothing. */
export type MapsGateway = {
  /** `GET /ws/geocoder/v1/?address=`; `reliable` when its own reliability is 7 or more. */
  geocode(address: string): Promise<MapsAnswer<{ at: Gcj02; title: string; reliable: boolean } | null>>
  /** `GET /ws/geocoder/v1/?location=`: what people call this place. */
  reverse(at: Gcj02): Promise<MapsAnswer<string | null>>
  /** `GET /ws/place/v1/suggestion`, policy 1 (delivery addresses), within `region`. */
  suggest(text: string, near: Gcj02 | null): Promise<MapsAnswer<{ title: string; address: string; at: Gcj02 }[]>>
}

/** The map service may be out of reach or out of quota; that is an answer too. */
export type MapsAnswer<T> = { readonly ok: true; readonly found: T } | { readonly ok: false }
