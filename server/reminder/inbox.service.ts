import { v7 as uuid } from 'uuid'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { InboxAnswer } from '../../src/contract/resident'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { readCursor, writeCursor } from '../database/cursor'
import * as inbox from './inbox.repository'

const PAGE = 20

/**
 * Puts messages into residents' inboxes, each `once` told once ever. Call it in the transaction of the fact: both stand or
 * neither does. Answers the ids of the messages that are new, by their `once`.
 */
export async function tell(
  tx: Tx,
  messages: readonly Omit<inbox.NewMessage, 'id'>[],
  now: Instant,
): Promise<Map<string, string>> {
  const withIds = messages.map((message) => ({ ...message, id: uuid() }))
  const fresh = await inbox.insertNew(tx, withIds, now)
  return new Map(withIds.filter(({ id }) => fresh.has(id)).map(({ once, id }) => [once, id]))
}

/** A resident's messages, newest first, 20 a page; `after` is the `next` of the page before. */
export async function readInbox(db: Db, residentId: string, after?: string): Promise<InboxAnswer | Refusal> {
  const from = readCursor(after)
  if (after !== undefined && !from) return refuse('INPUT_INVALID', { field: 'after' }, { detail: 'after' })
  const messages = await inbox.page(db, residentId, from, PAGE + 1)
  const shown = messages.slice(0, PAGE)
  const last = shown.at(-1)
  return { messages: shown, next: messages.length > PAGE && last ? writeCursor(last) : null }
}

export const markRead = inbox.markRead

/** How many messages a resident has not opened yet. */
export const unreadOf = inbox.countUnread
