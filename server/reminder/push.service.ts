import { type OrderRing, orderRingsAt } from '../../src/domain/reminder/order-ring'
import { retryIn, ringsAt } from '../../src/domain/reminder/quiet'
import { type Instant, MINUTE, plus } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { SendResult, WechatGateway } from '../gateways/wechat'
import * as consents from './consent.repository'
import { type Templates, templateOf } from './consent.service'
import * as pushes from './push.repository'

export { SEND_PUSH } from './push.repository'

/** Longer than any answer of WeChat can take: what is still being sent then belonged to a process that is gone. */
const LOST_AFTER = 10 * MINUTE
/** A job that is this late was lost with its process. */
const LATE_AFTER = 15 * MINUTE
const CALLED_AT_ONCE = 500
const MOST_ATTEMPTS = 8

export type Sending = { readonly db: Db; readonly wechat: WechatGateway; readonly templates: Templates }

/**
 * Sends a push whose turn has come. A push rings at most once: it is marked as being sent, with its credit, before WeChat is
 * called, and what was marked is sent again only when WeChat itself said that it was not sent. An answer that got lost is
 * `unknown` and stays so: the inbox has the message in any case.
 * @param clock read again after the call
 */
export async function sendPush({ db, wechat, templates }: Sending, id: string, clock: () => Instant): Promise<void> {
  const push = await db.transaction().execute((tx) => begin(tx, id, clock()))
  if (!push) return
  const began = clock()
  const { openid, page, data } = push
  const result = await wechat
    .sendSubscribeMessage({ openid, page, data, templateId: templateOf(templates, push.purpose) })
    .catch((): SendResult => ({ outcome: 'unknown' }))
  await db.transaction().execute((tx) => settle(tx, push, result, began, clock()))
}

/** Decides what becomes of a due push: begun with a credit (answered), or put off, dropped, without credit (`null`). */
async function begin(tx: Tx, id: string, now: Instant): Promise<pushes.DuePush | null> {
  const push = await pushes.lockDue(tx, id, now)
  if (!push) return null
  const rings = push.purpose === 'order' ? orderRingsAt(push.kind as OrderRing, now) : ringsAt(now)
  if (!push.stillSo || rings >= push.until) {
    await pushes.end(tx, id, 'waiting', 'dropped', null, now)
    await consents.release(tx, id)
    return null
  }
  if (rings > now) {
    await pushes.postpone(tx, id, 'waiting', rings, null, now)
    return null
  }
  if (!(await consents.take(tx, push, now))) {
    await pushes.end(tx, id, 'waiting', 'no-credit', null, now)
    return null
  }
  await pushes.begin(tx, id, now)
  return push
}

async function settle(tx: Tx, push: pushes.DuePush, result: SendResult, began: Instant, now: Instant): Promise<void> {
  const error = result.errcode === undefined ? null : String(result.errcode)
  const end = (to: 'sent' | 'no-credit' | 'refused' | 'unknown', why = error) =>
    pushes.end(tx, push.id, 'sending', to, why, now)
  switch (result.outcome) {
    case 'sent':
    case 'unknown':
      await end(result.outcome)
      return
    case 'no-consent':
      await end('no-credit')
      await consents.voidAll(tx, push, began, now)
      return
    case 'refused':
      // not sent, so WeChat still counts the consent
      if (await end('refused')) await consents.release(tx, push.id)
      return
    case 'later': {
      const next = plus(now, retryIn(push.attempts + 1))
      if (push.attempts + 1 < MOST_ATTEMPTS && next < push.until)
        await pushes.postpone(tx, push.id, 'sending', next, error, now)
      else if (await end('refused', `${error ?? 'later'}, too often`)) await consents.release(tx, push.id)
    }
  }
}

/** Gives what requests wrote about orders its place in the queue, when it is due. */
export async function callOrderPushes(db: Db, now: Instant): Promise<{ called: number }> {
  return { called: await pushes.callForOrders(db, now, CALLED_AT_ONCE) }
}

/** Picks up what a process that was killed has left: sends without an answer end as `unknown`, lost jobs are given again. */
export async function pickUpLostPushes(db: Db, now: Instant): Promise<{ unknown: number; calledAgain: number }> {
  const unknown = await pushes.giveUpSending(db, plus(now, -LOST_AFTER), now)
  const calledAgain = await pushes.callAgain(db, plus(now, -LATE_AFTER), CALLED_AT_ONCE)
  return { unknown, calledAgain }
}
