import type { Instant } from '../../src/domain/time'

/** Where a page of rows ordered by an instant and then their id ended. */
export type Cursor = { readonly at: Instant; readonly id: string }

const CURSOR = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The cursor as it travels: `next` of one page is `after` of the following. */
export const writeCursor = ({ at, id }: { readonly at: number; readonly id: string }): string => `${at}_${id}`

/** `null` for a text that we did not write: it names no instant and id that PostgreSQL would take. */
export function readCursor(text: string | undefined): Cursor | null {
  const match = CURSOR.exec(text ?? '')
  return match ? { at: Number(match[1]) as Instant, id: match[2]! } : null
}
