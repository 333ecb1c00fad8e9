import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { toDate } from '../database/instants'

/** Writes of nobody in particular (a visit before sign-in) share this actor; their keys are 128 random bits. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** What was answered to a key: kept as it is in `idempotency_key.outcome`. */
export type Outcome<A> = { answer: A } | { refusal: Refusal }

export const asOutcome = <A>(result: A | Refusal): Outcome<A> =>
  isRefusal(result) ? { refusal: result } : { answer: result as A }
export const fromOutcome = <A>(outcome: Outcome<A>): A | Refusal =>
  'refusal' in outcome ? outcome.refusal : outcome.answer

/** Same request, same fingerprint: method, path and body. */
export const fingerprint = (method: string, url: string, body: unknown): string =>
  createHash('sha256')
    .update(`${method} ${url} ${JSON.stringify(body ?? null)}`)
    .digest('base64url')

class Undo extends Error {
  constructor(readonly refusal: Refusal) {
    super('refused')
  }
}

/**
 * Does `work` once per key and commits its facts together with what was answered. The same key again gets the same answer,
 * also while the first is still running (the insert waits for it), also after a crash; a refusal changes nothing and is
 * remembered too. A key that was used for another request is refused with KEY_REUSED.
 */
export async function once<A extends object>(
  db: Db,
  call: { actor: string; key: string; request: string; now: Instant },
  work: (tx: Tx) => Promise<A | Refusal>,
): Promise<A | Refusal> {
  return db.transaction().execute(async (tx) => {
    const mine = await tx
      .insertInto('idempotency_key')
      .values({ actor: call.actor, key: call.key, request: call.request, at: toDate(call.now) })
      .onConflict((conflict) => conflict.columns(['actor', 'key']).doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!mine) {
      const before = await recall<A>(tx, call)
      if (!before) throw new Error('A key that could not be taken has no row')
      return before
    }
    const result = await savepoint(tx, work)
    await tx
      .updateTable('idempotency_key')
      .set({ outcome: JSON.stringify(asOutcome(result)) })
      .where('actor', '=', call.actor)
      .where('key', '=', call.key)
      .execute()
    return result
  })
}

/** What this key was answered before; `null` when it was not, or its first use still runs. */
export async function recall<A extends object>(
  db: Db,
  call: { actor: string; key: string; request: string },
): Promise<A | Refusal | null> {
  const before = await db
    .selectFrom('idempotency_key')
    .select(['request', 'outcome'])
    .where('actor', '=', call.actor)
    .where('key', '=', call.key)
    .executeTakeFirst()
  if (!before) return null
  if (before.request !== call.request) return refuse('KEY_REUSED')
  return fromOutcome(before.outcome as Outcome<A>)
}

/** Runs `work`; what it had changed before it refused is undone, the transaction goes on. */
async function savepoint<A extends object>(tx: Tx, work: (tx: Tx) => Promise<A | Refusal>): Promise<A | Refusal> {
  try {
    return await inSavepoint(tx, async () => {
      const result = await work(tx)
      if (isRefusal(result)) throw new Undo(result)
      return result
    })
  } catch (error) {
    if (error instanceof Undo) return error.refusal
    throw error
  }
}

async function inSavepoint<A>(tx: Tx, work: () => Promise<A>): Promise<A> {
  await sql`savepoint work`.execute(tx)
  try {
    const result = await work()
    await sql`release savepoint work`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint work`.execute(tx)
    throw error
  }
}

const FORGOTTEN_AT_ONCE = 5_000

/** Deletes keys that were used before `before`, some at a time. @returns how many */
export async function forgetKeys(db: Db, before: Instant): Promise<number> {
  for (let forgotten = 0; ; ) {
    const { numAffectedRows } = await sql`
      delete from idempotency_key where ctid = any (array(
        select ctid from idempotency_key where at < ${toDate(before)} limit ${FORGOTTEN_AT_ONCE}))`.execute(db)
    forgotten += Number(numAffectedRows ?? 0)
    if (Number(numAffectedRows ?? 0) < FORGOTTEN_AT_ONCE) return forgotten
  }
}
