import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { v7 as uuid } from 'uuid'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { NewTillKeyBody, TillKeysAnswer } from '../../src/contract/staff-order'
import { type Instant, plus } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { StaffCaller, TillCaller } from '../http/route'
import { isSignedWith, readSigned, TILL_CLOCK_OFF } from '../http/signed'
import type { Keys } from '../keys'
import { audit } from '../staff/audit'
import * as tills from './till.repository'

type By = { readonly staff: StaffCaller; readonly now: Instant; readonly requestId: string }

/** The keys of the caller's store. Their secrets were shown when they were made and are not shown again. */
export const keysOf = async (db: Db, storeId: string): Promise<Static<typeof TillKeysAnswer>> => ({
  keys: await tills.keysOf(db, storeId),
})

/**
 * Makes a key for a till of the store, or for a platform that sells for the chain. The secret is made of the id (`Keys.tillSecret`), so
 * that nothing here has to keep it. A new key under the name of an old one goes on with its receipts.
 */
export async function makeKey(
  tx: Tx,
  { staff, now, requestId }: By,
  wanted: Static<typeof NewTillKeyBody>,
): Promise<{ keyId: string } | Refusal> {
  const { storeId, staffId } = staff
  const name = wanted.name.trim()
  if (name === '') return refuse('INPUT_INVALID', { field: 'name' }, { detail: '名称' })
  const id = uuid()
  await tills.insertKey(tx, { id, storeId, name, source: wanted.source, by: staffId, now })
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'till-key.made',
    subject: id,
    before: null,
    after: { name, source: wanted.source },
    requestId,
  })
  return { keyId: id }
}

/** Ends a key at once. TILL_KEY_NOT_FOUND for another store's, and for one that was ended before. */
export async function revokeKey(tx: Tx, { staff, now, requestId }: By, id: string): Promise<{ done: true } | Refusal> {
  const { storeId, staffId } = staff
  const ended = await tills.revokeKey(tx, { id, storeId, now })
  if (!ended) return refuse('TILL_KEY_NOT_FOUND')
  await audit(tx, {
    at: now,
    staffId,
    storeId,
    action: 'till-key.revoked',
    subject: id,
    before: ended,
    after: null,
    requestId,
  })
  return { done: true }
}

/**
 * Whose signature a request carries: clock, signature, key and nonce, in this order, so that only who holds a secret asks the database
 * anything. There is a secret to every id, so keys that do not exist take as long as those that do; `null` for every reason (KF-12).
 */
export function tillLookup(db: Db, keys: Keys) {
  return async (
    request: Pick<FastifyRequest, 'headers' | 'method' | 'url'>,
    body: Buffer,
    now: Instant,
  ): Promise<TillCaller | null> => {
    const signed = readSigned(request)
    if (!signed || Math.abs(signed.at - now) > TILL_CLOCK_OFF) return null
    if (!isSignedWith(keys.tillSecret(signed.keyId), signed, body)) return null
    return tills.useNonce(db, signed.keyId, signed.nonce, now)
  }
}

/** Nonces are forgotten when their timestamps are refused anyway, twice over. */
export const forgetNonces = (db: Db, now: Instant): Promise<number> =>
  tills.deleteNonces(db, plus(now, -4 * TILL_CLOCK_OFF))
