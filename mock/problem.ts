/**
 * Something the person at the terminal can put right: its message is one whole sentence, shown without a stack trace.
 * Anything else that is thrown is a bug and keeps its trace.
 */
export class Problem extends Error {
  override name = 'Problem'
}

/** The code of a system error (`EACCES`, `ENOSPC` …); undefined for every other value. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Runs a command; a problem is told in its sentence and ends the process with exit code 1. */
export async function command(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}\n` : error)
    process.exit(1)
  }
}
