type WakeLock = { release(): Promise<void> }
type WithWakeLock = { wakeLock?: { request(kind: 'screen'): Promise<WakeLock> } }

let lock: WakeLock | null = null

/** A browser cannot change the brightness; where it can keep the screen on, it does. */
export async function brightenScreen(): Promise<void> {
  try {
    lock ??= (await (navigator as unknown as WithWakeLock).wakeLock?.request('screen')) ?? null
  } catch {
    lock = null
  }
}

export async function restoreScreen(): Promise<void> {
  const held = lock
  lock = null
  await held?.release().catch(() => undefined)
}
