import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { GUESSING_SPAN, MISSES_PER_CLERK, MISSES_PER_STORE, typingStoppedUntil } from '../../src/domain/pickup/guessing'
import { type Instant, MINUTE, plus } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import { audit } from '../staff/audit'
import * as guesses from './guessing.repository'
import type { Counter, Misses } from './guessing.repository'

/**
 * Looks up typed digits unless this clerk or this store has missed too often (KF-12); CODE_UNKNOWN counts as a miss.
 * The miss is written in `tx`: the caller commits it together with the refusal. The miss that fills the measure is audited.
 * @param look answers what the digits are; CODE_UNKNOWN for everything that this store has no business to know
 */
export async function guarded<A extends object>(
  tx: Tx,
  counter: Counter,
  call: { now: Instant; requestId: string },
  look: () => Promise<A | Refusal>,
): Promise<A | Refusal> {
  const { now } = call
  const before = await guesses.lockMisses(tx, counter, plus(now, -GUESSING_SPAN))
  const stopped = stoppedUntil(before, now)
  if (stopped !== null) return refuse('CODE_THROTTLED', { minutes: Math.ceil((stopped - now) / MINUTE) })

  const result = await look()
  if (!isRefusal(result) || result.refused !== 'CODE_UNKNOWN') return result

  await guesses.addMiss(tx, counter, now)
  const after = { clerk: [...before.clerk, now], store: [...before.store, now] }
  if (stoppedUntil(after, now) !== null)
    await audit(tx, {
      at: now,
      ...counter,
      action: 'typing.stopped',
      subject: counter.staffId,
      before: null,
      after: { clerkMisses: after.clerk.length, storeMisses: after.store.length },
      requestId: call.requestId,
    })
  return result
}

/** When both the clerk's and the store's measure have room again; `null` when they have it now. */
function stoppedUntil({ clerk, store }: Misses, now: Instant): Instant | null {
  const ends = [
    typingStoppedUntil(clerk, MISSES_PER_CLERK, now),
    typingStoppedUntil(store, MISSES_PER_STORE, now),
  ].filter((at) => at !== null)
  return ends.length === 0 ? null : (Math.max(...ends) as Instant)
}
