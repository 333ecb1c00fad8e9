import { randomInt } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { StoreDay } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import type { Database } from '../database/schema'

export type NewOrder = Omit<Insertable<Database['shop_order']>, 'number' | 'tracking_code'>
export type NewLine = Insertable<Database['order_line']>

const TRIES = 5
/** Crockford's letters: none is taken for another when it is read aloud. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const random = (length: number, letters: string): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('')

/** The day and ten random digits: read aloud, never counted through. */
const newNumber = (day: StoreDay): string => day.replaceAll('-', '') + random(10, '0123456789')
const newTrackingCode = (): string => random(10, LETTERS)

/** Writes an order with its lines under a number and a tracking code that no other order has. */
export async function insert(
  tx: Tx,
  order: NewOrder,
  lines: readonly NewLine[],
  day: StoreDay,
  numbers: () => { number: string; trackingCode: string } = () => ({
    number: newNumber(day),
    trackingCode: newTrackingCode(),
  }),
): Promise<{ number: string; trackingCode: string }> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { number, trackingCode } = numbers()
    const row = await tx
      .insertInto('shop_order')
      .values({ ...order, number, tracking_code: trackingCode })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) continue
    await insertLines(tx, lines)
    return { number, trackingCode }
  }
  throw new Error(`No free order number among ${TRIES}`)
}

export async function insertLines(tx: Tx, lines: readonly NewLine[]): Promise<void> {
  if (lines.length > 0)
    await tx
      .insertInto('order_line')
      .values([...lines])
      .execute()
}
