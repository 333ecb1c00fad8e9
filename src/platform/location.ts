import type { Gcj02, Wgs84 } from '../domain/geo'

/** Where the phone is. `accuracy` in metres: near a border the page asks for the address instead of saying yes or no. */
export type Located = { readonly found: true; readonly point: Gcj02 | Wgs84; readonly accuracy: number }
/** `refused`: the person said no (or said so earlier); `unavailable`: no fix, switched off, not supported, took too long. */
export type NotLocated = { readonly found: false; readonly why: 'refused' | 'unavailable' }

/** A place picked on WeChat's own map. */
export type ChosenPlace = { readonly name: string; readonly address: string; readonly point: Gcj02 }
export type Choice =
  | { readonly found: true; readonly place: ChosenPlace }
  | { readonly found: false; readonly why: 'cancelled' | 'refused' | 'unavailable' }
