import type { Static } from 'typebox'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { ConsentsAnswer, ConsentsBody, SubscribeTemplatesAnswer } from '../../src/contract/resident'
import type { Instant } from '../../src/domain/time'
import type { Tx } from '../database/connection'
import * as consents from './consent.repository'

/** WeChat's template ids by what they are for. */
export type Templates = { readonly opening: string; readonly couponEnding: string; readonly order: string }

const PURPOSES = ['opening', 'coupon-ending', 'order'] as const satisfies readonly consents.Purpose[]

const TEMPLATE = { opening: 'opening', 'coupon-ending': 'couponEnding', order: 'order' } as const satisfies Record<
  consents.Purpose,
  keyof Templates
>

export const templateOf = (templates: Templates, purpose: consents.Purpose): string => templates[TEMPLATE[purpose]]

export const templatesToAsk = (templates: Templates): SubscribeTemplatesAnswer => ({
  templates: PURPOSES.map((purpose) => ({ purpose, templateId: templateOf(templates, purpose) })),
})

/**
 * Writes down what the resident answered to WeChat's question. Every `accept` is one credit for one send; an answer about the
 * opening belongs to a store. Answers what is left per purpose, over all stores.
 */
export async function recordConsents(
  tx: Tx,
  templates: Templates,
  call: { residentId: string; body: Static<typeof ConsentsBody>; now: Instant },
): Promise<Static<typeof ConsentsAnswer> | Refusal> {
  const { body, residentId, now } = call
  const answers: consents.Answer[] = []
  for (const { templateId, result } of body.results) {
    const purpose = PURPOSES.find((one) => templateOf(templates, one) === templateId)
    // WeChat asks each template once, so the same one twice is not its answer
    if (!purpose || answers.some((answer) => answer.purpose === purpose))
      return refuse('INPUT_INVALID', { field: 'results' }, { detail: 'results' })
    if (purpose === 'opening' && body.storeId === undefined)
      return refuse('INPUT_INVALID', { field: 'storeId' }, { detail: 'storeId' })
    answers.push({ purpose, result })
  }
  const known = await consents.record(tx, residentId, body.storeId ?? null, answers, now)
  if (!known) return refuse('STORE_NOT_FOUND')
  const left = await consents.countLeft(tx, residentId)
  return { credits: PURPOSES.map((purpose) => ({ purpose, left: left.get(purpose) ?? 0 })) }
}
