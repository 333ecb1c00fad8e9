import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import * as attempts from './courier.repository'

/** Whoever is on the way with an order need not ring any more: it did not get there, and says why. Nothing when nobody is. */
export async function failAttempt(
  tx: Tx,
  ask: { readonly orderId: string; readonly reason: string; readonly now: Instant },
): Promise<void> {
  await attempts.endAttempt(tx, { ...ask, outcome: 'failed', courierId: null, photoId: null })
}
