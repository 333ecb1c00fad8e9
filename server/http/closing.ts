import type { FastifyInstance } from 'fastify'

const SWEEP_MS = 50

/**
 * Closing finishes what was accepted, and then waits for nobody: a connection that its client keeps open falls idle with its
 * last answer and would hold the process for as long as the keep-alive lasts (72 s).
 */
export function closingOn(app: FastifyInstance): void {
  let sweep: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  })
  app.server.once('close', () => clearInterval(sweep))
  app.addHook('onClose', async () => clearInterval(sweep))
}
