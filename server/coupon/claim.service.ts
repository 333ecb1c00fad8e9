import { v7 as uuid } from 'uuid'
import type { ClaimAnswer, TouchIn } from '../../src/contract/coupon'
import type { Refusal } from '../../src/contract/errors'
import type { Instant } from '../../src/domain/time'
import type { Db } from '../database/connection'
import { gather } from '../database/gather'
import { fromOutcome, type Outcome } from '../idempotency/idempotency.service'
import { type ClaimQuestion, decide } from './claim.repository'

export type Claim = (ask: {
  batchId: string
  residentId: string
  key: string
  touch: TouchIn | undefined
  now: Instant
}) => Promise<ClaimAnswer | Refusal>

/**
 * Claims one coupon. Claims that arrive while one statement runs are decided together by the next: one commit for many,
 * no waiting time. What was answered is in the database before it is answered; the same key gets the same answer.
 */
export function claiming(db: Db): Claim {
  const ask = gather<ClaimQuestion, Outcome<ClaimAnswer>>((questions) => decideAll(db, questions))
  // A key that is asked again while its first asking is still under way shares that answer.
  const underWay = new Map<string, Promise<Outcome<ClaimAnswer>>>()

  return async ({ batchId, residentId, key, touch, now }) => {
    const name = `${residentId} ${batchId} ${key}`
    let answer = underWay.get(name)
    if (!answer) {
      answer = ask({
        batchId,
        residentId,
        key,
        couponId: uuid(),
        channelCode: touch?.channel ?? null,
        sharerCode: touch?.sharer ?? null,
        now,
      }).finally(() => underWay.delete(name))
      underWay.set(name, answer)
    }
    return fromOutcome(await answer)
  }
}

/** One statement per batch, batches side by side. */
async function decideAll(db: Db, questions: readonly ClaimQuestion[]): Promise<Outcome<ClaimAnswer>[]> {
  const places = new Map<string, number[]>()
  questions.forEach(({ batchId }, place) => {
    const known = places.get(batchId)
    if (known) known.push(place)
    else places.set(batchId, [place])
  })
  const outcomes: Outcome<ClaimAnswer>[] = new Array(questions.length)
  await Promise.all(
    [...places].map(async ([batchId, at]) => {
      const decided = await decide(
        db,
        batchId,
        at.map((place) => questions[place]!),
      )
      at.forEach((place, i) => {
        outcomes[place] = decided[i]!
      })
    }),
  )
  return outcomes
}
