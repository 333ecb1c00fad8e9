import type { Storage } from '../../src/platform/storage'

/** A phone's storage that forgets at the end of the test. */
export function memoryStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    read<T>(key: string): T | null {
      const text = kept.get(key)
      return text === undefined ? null : (JSON.parse(text) as T)
    },
    write: (key, value) => void kept.set(key, JSON.stringify(value)),
    remove: (key) => void kept.delete(key),
  }
}
