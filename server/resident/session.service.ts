import type { SignInAnswer } from '../../src/contract/resident'
import { DAY, type Instant, plus } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { gather } from '../database/gather'
import { newSessionToken, sha256 } from '../keys'
import * as sessions from './session.repository'

/** Whose session a token is. Look-ups that arrive together share one statement; nothing is cached, so a revocation counts at once. */
export function sessionLookup(db: Db): (token: string, now: Instant) => Promise<string | null> {
  const ask = gather<{ hash: Buffer; now: Instant }, string | null>((questions) =>
    sessions.residentsOf(
      db,
      questions.map((question) => question.hash),
      questions.reduce((latest, { now }) => (now > latest ? now : latest), questions[0]!.now),
    ),
  )
  return (token, now) => ask({ hash: sha256(token), now })
}

const SESSION_LASTS = 30 * DAY

/** A new session of a resident: the token leaves the house once, in this answer; only its hash stays. */
export async function beginSession(db: Db, residentId: string, now: Instant): Promise<SignInAnswer> {
  const token = newSessionToken()
  const expiresAt = plus(now, SESSION_LASTS)
  await sessions.insert(db, { tokenHash: sha256(token), residentId, now, expiresAt })
  return { token, expiresAt }
}

/** Ends the session of this token at once, wherever it is in use. Others of the same resident go on. */
export const endSession = (db: Db, token: string, now: Instant): Promise<void> =>
  sessions.revoke(db, sha256(token), now)

/** Deletes sessions that expired or were revoked before `before`. @returns how many */
export const forgetSessions = sessions.removeEnded
