// wx storage: JSON values, 1 MB a key, 10 MB in all. In the single page opened from Moments the app's storage is out of
// reach; it gets an empty one of its own.
import { asyncApis, type CallOptions, type Platform, SINGLE_PAGE, WxFailure, type WxApi } from './platform'

const KEY_LIMIT = 1024 * 1024
const TOTAL_LIMIT = 10 * KEY_LIMIT

/** Key to JSON text. Pass the same one to the next boot and the app finds what it left. */
export type Storage = Map<string, string>

export function storageApi(platform: Platform, shared: Storage): WxApi {
  const { logic } = platform
  const storage = platform.launch.scene === SINGLE_PAGE ? new Map<string, string>() : shared
  const used = (): number => [...storage].reduce((sum, [key, json]) => sum + key.length + Buffer.byteLength(json), 0)

  const set = (key: unknown, data: unknown): void => {
    if (typeof key !== 'string' || key === '') throw new WxFailure('parameter error: key should be a non-empty string')
    const json = JSON.stringify({ data })
    const bytes = Buffer.byteLength(json)
    if (bytes > KEY_LIMIT) throw new WxFailure('entry size limit reached')
    if (used() - Buffer.byteLength(storage.get(key) ?? '') + bytes > TOTAL_LIMIT) {
      throw new WxFailure('the maximum size of the file storage limit is exceeded')
    }
    storage.set(key, json)
  }
  const get = (key: unknown): unknown => {
    const json = storage.get(String(key))
    return json === undefined ? '' : (JSON.parse(json) as { data: unknown }).data
  }
  const info = (): Record<string, unknown> => ({
    keys: [...storage.keys()],
    currentSize: Math.ceil(used() / 1024),
    limitSize: TOTAL_LIMIT / 1024,
  })
  const sync = (name: string, run: () => unknown): unknown => {
    try {
      return logic.copyIn(run())
    } catch (error) {
      throw error instanceof WxFailure ? new Error(`${name}:fail ${error.message}`) : error
    }
  }

  return {
    setStorageSync: (key: unknown, data: unknown) => sync('setStorageSync', () => set(key, data)),
    getStorageSync: (key: unknown) => sync('getStorageSync', () => get(key)),
    removeStorageSync: (key: unknown) => void storage.delete(String(key)),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: () => logic.copyIn(info()),
    ...asyncApis(platform, {
      setStorage: ({ key, data }: CallOptions) => set(key, data),
      getStorage: ({ key }: CallOptions) => {
        if (!storage.has(String(key))) throw new WxFailure('data not found')
        return { data: get(key) }
      },
      removeStorage: ({ key }: CallOptions) => void storage.delete(String(key)),
      clearStorage: () => storage.clear(),
      getStorageInfo: info,
    }),
  }
}
