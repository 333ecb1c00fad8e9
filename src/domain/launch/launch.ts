import type { Instant } from '../time'

/** The instants that make a launch. A phase is never stored: it follows from them and the server's time. */
export type LaunchTimes = { readonly trialOpensAt: Instant; readonly grandOpensAt: Instant }

/** 预热 until trial opening, 试业 until the grand opening, then open. */
export type LaunchPhase = 'preheat' | 'trial' | 'open'

export function launchPhase(launch: LaunchTimes, now: Instant): LaunchPhase {
  if (now < launch.trialOpensAt) return 'preheat'
  return now < launch.grandOpensAt ? 'trial' : 'open'
}

/** The instant at which the page must turn by itself; `null` when no turn is left. */
export function nextTurn(launch: LaunchTimes, now: Instant): Instant | null {
  const phase = launchPhase(launch, now)
  if (phase === 'open') return null
  return phase === 'preheat' ? launch.trialOpensAt : launch.grandOpensAt
}
