import type { Answer } from '../../src/platform/answer'
import type { Api } from '../../src/platform/request'
import type { Storage } from '../../src/platform/storage'

export type Heard = { readonly path: string; readonly body: unknown; readonly key: string | undefined }

export const ok = <T>(data: T): Answer<T> => ({ ok: true, data })
export const refused = (code: string, message = '', facts = {}): Answer<never> => ({
  ok: false,
  error: { code, message, facts } as never,
})
export const lost = refused('NETWORK', '网络断了一下')

/** An API that answers writes as it is told, one after another, when the test lets it; reads are answered by path. */
export function fakeApi(reads: (path: string, query: Record<string, unknown>) => Answer<unknown>) {
  const heard: Heard[] = []
  const asked: { path: string; query: Record<string, unknown> }[] = []
  const answers: Answer<unknown>[] = []
  const gates: (() => void)[] = []
  const kept = new Map<string, unknown>()
  const api: Api = {
    get: async (path, options) => {
      asked.push({ path, query: { ...options?.query } })
      return reads(path, { ...options?.query }) as never
    },
    getCached: (path) => (kept.get(path) as never) ?? null,
    post: async (path, body, options) => {
      heard.push({ path, body, key: options?.key })
      await new Promise<void>((open) => gates.push(open))
      return answers.shift() as never
    },
    put: async () => ok({}) as never,
    delete: async () => ok({}) as never,
  }
  let keys = 0
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  return {
    api,
    heard,
    asked,
    kept,
    newKey: async () => `key-${++keys}`,
    settle,
    /** Lets the server answer the oldest write. */
    answer: async (answer: Answer<unknown>): Promise<void> => {
      answers.push(answer)
      await settle()
      gates.shift()?.()
      await settle()
    },
  }
}

export function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    read: <T>(name: string) => (kept.has(name) ? (JSON.parse(kept.get(name)!) as T) : null),
    write: (name, value) => void kept.set(name, JSON.stringify(value)),
    remove: (name) => void kept.delete(name),
  }
}
