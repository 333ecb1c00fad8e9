/** The phone's own time of day, ms, however wrong: only to be compared with itself, over a restart. */
export const wallNow = (): number => Date.now()
