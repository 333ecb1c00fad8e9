/** Timers as a store takes them, so that a test can run them by hand. */
export type Later = {
  readonly start: (run: () => void, ms: number) => unknown
  readonly stop: (timer: unknown) => void
}

export const later: Later = {
  start: (run, ms) => setTimeout(run, ms),
  stop: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
}
