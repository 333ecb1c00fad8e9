import { type Refusal, refuse } from '../../src/contract/errors'
import type { Db } from '../database/connection'
import type { WechatGateway } from '../gateways/wechat'
import { openidOf } from './openid.repository'

/**
 * WeChat's word on what a resident writes for others to read: TEXT_REJECTED, WECHAT_UNAVAILABLE; `null` when it may be kept. Nothing
 * written needs no check. Asked before the transaction: a slow WeChat must not hold a connection.
 */
export async function refuseWords(
  db: Db,
  wechat: WechatGateway,
  residentId: string,
  words: string,
): Promise<Refusal | null> {
  const text = words.trim()
  if (text === '') return null
  const verdict = await wechat.checkText(await openidOf(db, residentId), text)
  if (verdict === 'pass') return null
  return refuse(verdict === 'risky' ? 'TEXT_REJECTED' : 'WECHAT_UNAVAILABLE')
}
