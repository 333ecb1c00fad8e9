import type { Platform } from './platform'

/**
 * One of something per store, shared by every page of the app: what one page puts into the cart, the next one shows. It lives as
 * long as the app. `make` is called once per store.
 */
export function onePerStore<T>(make: (platform: Platform, storeId: string) => T): (p: Platform, storeId: string) => T {
  const made = new WeakMap<Platform, Map<string, T>>()
  return (platform, storeId) => {
    const here = made.get(platform) ?? new Map<string, T>()
    made.set(platform, here)
    const found = here.get(storeId)
    if (found !== undefined) return found
    const fresh = make(platform, storeId)
    here.set(storeId, fresh)
    return fresh
  }
}
