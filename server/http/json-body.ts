import type { FastifyInstance } from 'fastify'

/** No question of ours nests deeper; what recurses over a body (fingerprints, PostgreSQL's jsonb) is spared the depth. */
const DEEPEST = 32

/** U+0000 and halves of surrogate pairs: JSON may escape them, PostgreSQL takes neither in a text. */
const NO_TEXT = /[\0\p{Surrogate}]/u

/** Reads JSON bodies as Fastify does, and takes only what a database can keep. */
export function jsonBodiesOn(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    const judged = (error: Error | null, body?: unknown): void =>
      done(error ?? (canBeKept(body) ? null : new BadBody()), body)
    void parse(request, text, judged)
  })
}

class BadBody extends Error {
  readonly statusCode = 400
  readonly code = 'BODY_NOT_KEPT'
}

function canBeKept(body: unknown): boolean {
  let level = [body]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return false
    const inner: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string' && NO_TEXT.test(value)) return false
      if (typeof value === 'object' && value !== null)
        for (const [name, held] of Object.entries(value)) inner.push(name, held)
    }
    level = inner
  }
  return true
}
