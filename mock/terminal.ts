const FORCE_AFTER_MS = 10_000

/** The port of the API and the browser version: PORT, or 3000. */
export function portWanted(): number {
  const port = Number(process.env.PORT ?? 3000)
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 3000
}

/**
 * Ctrl-C and SIGTERM close once and in order. npm repeats the signal of the terminal, so only an impatient second
 * Ctrl-C, some seconds later, ends at once.
 */
export function closeOnSignal(close: () => Promise<void>): void {
  let since: number | undefined
  const onSignal = () => {
    if (since !== undefined) {
      if (Date.now() - since > FORCE_AFTER_MS) process.exit(130)
      return
    }
    since = Date.now()
    console.log('\nClosing …')
    close().then(
      () => {
        console.log('Closed. The data are kept.')
        process.exit(0)
      },
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  whenNpmIsGone(onSignal)
}

/** npm passes SIGTERM to the shell between us and no further: without the parent we started under, we are to end too. */
function whenNpmIsGone(end: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    end()
  }, 500)
  watch.unref()
}
