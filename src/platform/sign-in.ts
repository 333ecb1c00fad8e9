import type { SignInAnswer } from '../contract/resident'
import type { Instant } from '../domain/time'
import { type Answer, clientError } from './answer'
import type { SessionDoor } from './request'
import type { Storage } from './storage'

export type Session = SessionDoor & {
  /** Forgets the token on this phone. Ending it on the server is a call of its own. */
  forget(): void
}

export type SessionParts = {
  readonly storage: Storage
  readonly now: () => Instant
  /** A fresh login code of WeChat, or of its stand-in in development. */
  readonly loginCode: () => Promise<Answer<string>>
  /** Trades the code for a session at the API. */
  readonly exchange: (code: string) => Promise<Answer<SignInAnswer>>
  /** Moments single-page mode, where logging in always fails. */
  readonly singlePage: () => boolean
}

type StoredSession = Pick<SignInAnswer, 'token' | 'expiresAt'>

const PLACE = 'session'

/** Signs in when the first call needs it, never before. Concurrent callers share one sign-in. */
export function createSession(parts: SessionParts): Session {
  let running: Promise<Answer<string>> | null = null

  function token(): string | null {
    const stored = parts.storage.read<StoredSession>(PLACE)
    return stored && parts.now() < stored.expiresAt ? stored.token : null
  }

  async function signInNow(): Promise<Answer<string>> {
    const code = await parts.loginCode()
    if (!code.ok) return code
    const session = await parts.exchange(code.data)
    if (!session.ok) return session
    parts.storage.write(PLACE, { token: session.data.token, expiresAt: session.data.expiresAt })
    return { ok: true, data: session.data.token }
  }

  return {
    token,
    signIn(stale) {
      if (parts.singlePage()) return Promise.resolve({ ok: false, error: clientError('SINGLE_PAGE') })
      const held = token()
      if (held && held !== stale) return Promise.resolve({ ok: true, data: held })
      running ??= signInNow().finally(() => {
        running = null
      })
      return running
    },
    forget: () => parts.storage.remove(PLACE),
  }
}
