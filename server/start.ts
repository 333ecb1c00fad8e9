// The entry of a deployment: `npm run serve`. Settings come from the environment (config.ts says which).
import { pino } from 'pino'
import { ConfigProblem, readConfig } from './config'
import { logOptions } from './http/request-log'
import { serve } from './serve'

const log = pino(logOptions())
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

async function main(): Promise<void> {
  const asked = new Promise<void>((resolve) => {
    let before = false
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        // Whoever asks twice does not want to wait.
        if (before) process.exit(1)
        before = true
        log.info({ signal }, 'stopping: finishing what was accepted')
        resolve()
      })
    }
  })
  const serving = await serve(readConfig(process.env))
  log.info({ url: serving.url }, 'open')
  await asked
  await serving.close()
  log.info('stopped')
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof ConfigProblem) process.stderr.write(`${error.message}\n`)
    else log.fatal({ err: error }, 'could not start, or not stop in order')
    process.exit(1)
  },
)
