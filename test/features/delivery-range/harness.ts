import type { DeliveryAnswer } from '../../../src/contract/delivery'
import type { StoreCard } from '../../../src/contract/launch'
import { gcj02 } from '../../../src/domain/geo'
import { instant } from '../../../src/domain/time'
import type { Answer } from '../../../src/platform/answer'
import type { Api } from '../../../src/platform/request'
import type { Storage } from '../../../src/platform/storage'

export const NOON = instant('2026-06-01T10:02:00+08:00')
export const SHOP = gcj02(26.857, 104.279)

export const storeCard = (over: Partial<StoreCard> = {}): StoreCard => ({
  id: 'here',
  name: '威宁广场店',
  address: '威宁县人民路12号',
  phone: '0857-6220000',
  at: SHOP,
  hours: { opensMinute: 7 * 60, closesMinute: 21 * 60 },
  trialOpensAt: instant('2026-05-01T08:00:00+08:00'),
  grandOpensAt: instant('2026-05-08T08:00:00+08:00'),
  deliveryFeeFrom: 300,
  ...over,
})

export const inside = (over: Partial<DeliveryAnswer> = {}): DeliveryAnswer => ({
  at: SHOP,
  place: '阳光花园',
  parts: null,
  verdict: 'inside',
  zone: {
    id: 'z1',
    storeId: 'here',
    storeName: '威宁广场店',
    metres: 1234,
    fee: 300,
    minimum: 1900,
    freeFrom: 3900,
    earliestSlot: {
      opensAt: instant('2026-06-01T10:30:00+08:00'),
      closesAt: instant('2026-06-01T11:00:00+08:00'),
    },
  },
  metresOutside: null,
  nearestStore: null,
  ...over,
})

export const outside = (over: Partial<DeliveryAnswer> = {}): DeliveryAnswer =>
  inside({
    verdict: 'outside',
    zone: null,
    metresOutside: 380,
    nearestStore: { store: storeCard(), metres: 2100 },
    ...over,
  })

export const yes = <T>(data: T): Answer<T> => ({ ok: true, data })
export const no = (code: string, message: string): Answer<never> => ({
  ok: false,
  error: { code, message, facts: {} } as never,
})

/** An API whose questions wait until the test answers them, in any order; a phone's storage; timers run by hand. */
export function harness(kept: Record<string, unknown> = {}) {
  const memory = new Map<string, unknown>(Object.entries(kept))
  const questions: { path: string; body: unknown; session: unknown; answer: (answer: Answer<unknown>) => void }[] = []
  const timers: { run: () => void; ms: number; stopped: boolean }[] = []
  const asked: string[] = []
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  const gets = new Map<string, unknown>()
  const api: Api = {
    get: async (path: string) => {
      asked.push(path)
      return (gets.has(path) ? yes(gets.get(path)) : no('NETWORK', '没有连上')) as never
    },
    getCached: () => null,
    post: (path: string, body?: unknown, options?: { session?: unknown }) =>
      new Promise((resolve) => {
        questions.push({ path, body, session: options?.session, answer: resolve as never })
      }),
    put: async () => yes({}) as never,
    delete: async () => yes({}) as never,
  }
  const storage: Storage = {
    read: (key) => (memory.get(key) as never) ?? null,
    write: (key, value) => void memory.set(key, value),
    remove: (key) => void memory.delete(key),
  }
  return {
    api,
    storage,
    memory,
    questions,
    asked,
    gets,
    settle,
    later: {
      start: (run: () => void, ms: number): unknown => {
        const timer = { run, ms, stopped: false }
        timers.push(timer)
        return timer
      },
      stop: (timer: unknown): void => {
        if (timer) (timer as { stopped: boolean }).stopped = true
      },
    },
    /** Time passes until every timer that was not stopped has run. */
    pass: async (): Promise<void> => {
      for (const timer of timers.splice(0)) if (!timer.stopped) timer.run()
      await settle()
    },
    /** The server answers the question that was asked `nth`. */
    reply: async (nth: number, answer: Answer<unknown>): Promise<void> => {
      questions[nth]!.answer(answer)
      await settle()
    },
  }
}
