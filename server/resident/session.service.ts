import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { gather } from '../database/gather'
import { sha256 } from '../keys'
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

/** Deletes sessions that expired or were revoked before `before`. @returns how many */
export const forgetSessions = sessions.removeEnded
