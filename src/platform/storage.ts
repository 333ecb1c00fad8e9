import Taro from '@tarojs/taro'

/** What the phone remembers. A full or forbidden storage is a normal case: writing then does nothing, reading answers `null`. */
export type Storage = {
  read<T>(key: string): T | null
  write(key: string, value: unknown): void
  remove(key: string): void
}

/** Everything this product stores starts with `prefix`, so that personas in one browser do not share a wallet. */
export function createStorage(prefix: string): Storage {
  const full = (key: string): string => `${prefix}.${key}`
  return {
    read<T>(key: string): T | null {
      try {
        const found: unknown = Taro.getStorageSync(full(key))
        return found === '' || found === undefined ? null : (found as T)
      } catch {
        return null
      }
    },
    write(key, value) {
      try {
        Taro.setStorageSync(full(key), value)
      } catch {
        // 10 MB are full or storage is forbidden: what was to be remembered is only a convenience.
      }
    },
    remove(key) {
      try {
        Taro.removeStorageSync(full(key))
      } catch {
        // see write
      }
    },
  }
}
