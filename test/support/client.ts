import type { CouponCard } from '../../src/contract/coupon'
import { instant } from '../../src/domain/time'
import type { Answer } from '../../src/platform/answer'
import type { Api, GetOptions, WriteOptions } from '../../src/platform/request'

export const NOON = instant('2026-06-01T12:00:00+08:00')

/** A coupon that can be shown at the counter now and given away once. */
export const aCoupon = (part: Partial<CouponCard> = {}): CouponCard => ({
  id: 'c1',
  batchId: 'b1',
  title: '开业满减券',
  note: '',
  value: { kind: 'amount-off', off: 2000, threshold: 9900 },
  scope: { kind: 'all' },
  usableOnline: true,
  usableCounter: true,
  storeIds: ['here'],
  maxHops: 1,
  benefit: false,
  shelf: 'usable',
  claimedAt: instant('2026-05-30T12:00:00+08:00'),
  usableFrom: instant('2026-05-31T08:00:00+08:00'),
  usableUntil: instant('2026-08-01T00:00:00+08:00'),
  received: false,
  giveable: true,
  gift: null,
  usedAt: null,
  usedStoreId: null,
  ...part,
})

export type Heard = {
  readonly path: string
  readonly query?: GetOptions['query']
  readonly body?: unknown
  readonly key?: string
}

export const good = <T>(data: T): Answer<T> => ({ ok: true, data })
export const lost: Answer<never> = { ok: false, error: { code: 'NETWORK', message: '网络断了一下', facts: {} } }
export const refused = (code: string, facts = {}): Answer<never> => ({
  ok: false,
  error: { code, message: `因为 ${code}`, facts } as never,
})

/** An API whose answers are given as values, and which remembers what it heard. */
export function fakeApi(answerTo: (heard: Heard) => Answer<unknown> | Promise<Answer<unknown>>) {
  const heard: Heard[] = []
  const kept = new Map<string, unknown>()
  const hear = async (one: Heard): Promise<never> => {
    heard.push(one)
    return (await answerTo(one)) as never
  }
  const write = (path: string, body?: unknown, options: WriteOptions = {}) => hear({ path, body, ...options })
  const api: Api = {
    get: (path: string, options: GetOptions = {}) => hear({ path, query: options.query }),
    getCached: (path: string) => (kept.get(path) as never) ?? null,
    post: write,
    put: write,
    delete: async () => good({}) as never,
  }
  return { api, heard, kept }
}

export function memory() {
  const kept = new Map<string, unknown>()
  return {
    kept,
    read: <T>(key: string): T | null => (kept.get(key) as T | undefined) ?? null,
    write: (key: string, value: unknown) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
  }
}

/** Keys that can be told apart. */
export function numberedKeys() {
  let count = 0
  return async (): Promise<string> => `key-${++count}`
}

/** Something that is answered later, by hand. */
export function later<T>() {
  let answer: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    answer = resolve
  })
  return { promise, answer }
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
