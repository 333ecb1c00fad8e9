import { MINUTE, plus, type Instant } from '../../src/domain/time'
import type { Clock } from '../clock'

/** Renewed this long before its end: WeChat then hands out the next one and honours both until the old one ends. */
const EARLY = 5 * MINUTE

export type AccessToken = { readonly token: string; readonly endsAt: Instant }

/**
 * The access token of this process. The central cache that all processes share is WeChat's own: `stable_token` without
 * `force_refresh` answers the same token to everybody until five minutes before its end, so nothing is stored here that
 * could leak or disagree.
 * @param fetchToken asks WeChat; `null` when there is none to be had just now.
 */
export function accessTokens(clock: Clock, fetchToken: () => Promise<AccessToken | null>) {
  let held: AccessToken | null = null
  let running: Promise<AccessToken | null> | null = null

  async function fetchOnce(): Promise<AccessToken | null> {
    // Many callers, one question.
    running ??= fetchToken().finally(() => {
      running = null
    })
    const fresh = await running
    if (fresh) held = fresh
    return fresh
  }

  return {
    /** A token to call with. When renewal fails, one that has not ended yet is still good. */
    async current(): Promise<string | null> {
      const now = clock.now()
      if (held && now < plus(held.endsAt, -EARLY)) return held.token
      const before = held
      const fresh = await fetchOnce()
      if (fresh) return fresh.token
      return before && now < before.endsAt ? before.token : null
    },
    /** A token in place of `refused`, which WeChat did not accept: the one another caller has fetched meanwhile, or a new one. */
    async instead(refused: string): Promise<string | null> {
      if (held?.token === refused) held = null
      return this.current()
    },
  }
}
