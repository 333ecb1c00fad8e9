import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * What a stand-in can be told to do to the next call of a path, once:
 * `answer` says this instead · `lost` does the deed and cuts the line before the answer · `silent` never answers ·
 * `hold` keeps the deed in the middle until released.
 */
export type Trouble =
  | { readonly kind: 'answer'; readonly body: unknown; readonly status?: number; readonly type?: string }
  | { readonly kind: 'lost' }
  | { readonly kind: 'silent' }

/** A call that was stopped in the middle of its deed. */
export type Hold = { readonly arrived: Promise<void>; release(): void }

export type Troubles = {
  /** The next `times` (1) calls of `path` meet this. */
  next(path: string, trouble: Trouble, times?: number): void
  /** Stops the next call of `path` in the middle of its deed. */
  hold(path: string): Hold
  /** How often `path` was called so far. */
  calls(path: string): number
  /** For a stand-in's handler: waits here when this call is to be held. */
  middle(path: string): Promise<void>
}

/** Puts the troubles in front of every route of a stand-in. */
export function troublesOn(app: FastifyInstance): Troubles {
  const waiting = new Map<string, Trouble[]>()
  const holds = new Map<string, { arrive(): void; until: Promise<void> }[]>()
  const calls = new Map<string, number>()
  const lost = new WeakSet<FastifyRequest>()

  app.addHook('preHandler', async (request, reply) => {
    const path = pathOf(request)
    calls.set(path, (calls.get(path) ?? 0) + 1)
    const trouble = waiting.get(path)?.shift()
    if (trouble?.kind === 'answer') {
      return reply
        .code(trouble.status ?? 200)
        .type(trouble.type ?? 'application/json; charset=utf-8')
        .send(typeof trouble.body === 'string' ? trouble.body : JSON.stringify(trouble.body))
    }
    if (trouble?.kind === 'silent') return reply.hijack()
    if (trouble?.kind === 'lost') lost.add(request)
    return undefined
  })
  app.addHook('onSend', async (request, _reply, payload) => {
    if (lost.has(request)) request.raw.socket.destroy()
    return payload
  })

  return {
    next(path, trouble, times = 1) {
      const queue = waiting.get(path) ?? []
      waiting.set(path, [...queue, ...Array.from({ length: times }, () => trouble)])
    },
    hold(path) {
      let arrive = () => {}
      let release = () => {}
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve
      })
      const until = new Promise<void>((resolve) => {
        release = resolve
      })
      holds.set(path, [...(holds.get(path) ?? []), { arrive, until }])
      return { arrived, release: () => release() }
    },
    calls: (path) => calls.get(path) ?? 0,
    async middle(path) {
      const hold = holds.get(path)?.shift()
      hold?.arrive()
      await hold?.until
    },
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? ''
