/** Browsers scan nothing here: the clerk types the number. */
export const scan = (): Promise<string | null> => Promise.resolve(null)

export const canScan = false
