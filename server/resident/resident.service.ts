import { randomInt } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { MeAnswer, SettingsBody, SignInAnswer } from '../../src/contract/resident'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { WechatGateway } from '../gateways/wechat'
import { unreadOf } from '../reminder/inbox.service'
import { staffSelf } from '../staff/self.service'
import * as residents from './resident.repository'
import { beginSession } from './session.service'

// No 0 o 1 l i: a share code may be read out.
const SHARE_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const SHARE_LENGTH = 12

/** 59 random bits, so that two residents never meet on one and nobody finds one by trying. */
const newShareCode = (): string =>
  Array.from({ length: SHARE_LENGTH }, () => SHARE_LETTERS[randomInt(SHARE_LETTERS.length)]).join('')

const NOT_SIGNED_IN = {
  'bad-code': 'SIGN_IN_FAILED',
  risky: 'SIGN_IN_RISKY',
  unavailable: 'WECHAT_UNAVAILABLE',
} as const

/**
 * Signs in with a `wx.login` code, which WeChat takes once: the code is its own key. The resident is made on the first sign-in.
 * SIGN_IN_FAILED (spent, old or no code), SIGN_IN_RISKY, WECHAT_UNAVAILABLE.
 */
export async function signIn(
  { db, wechat }: { db: Db; wechat: WechatGateway },
  code: string,
  now: Instant,
): Promise<SignInAnswer | Refusal> {
  const who = await wechat.signIn(code)
  if (!who.ok) return refuse(NOT_SIGNED_IN[who.reason])
  const { openid, unionid } = who
  const residentId = await residents.upsert(db, { newId: uuid(), openid, unionid, shareCode: newShareCode(), now })
  return beginSession(db, residentId, now)
}

/** The number on a badge has two digits. */
const MOST_UNREAD = 99

/** What a resident is shown about themselves; `staff` while at least one store has granted them a role. */
export async function me(db: Db, residentId: string): Promise<MeAnswer> {
  const [self, unread, staff] = await Promise.all([
    residents.selfOf(db, residentId),
    unreadOf(db, residentId),
    staffSelf(db, residentId),
  ])
  return { ...self, unread: Math.min(unread, MOST_UNREAD), staff }
}

/** Whether coupons that are about to end are announced, and whether neighbours' goods are recommended. Answers what `me` answers, so that the page has nothing to ask again. */
export async function changeSettings(tx: Tx, residentId: string, settings: SettingsBody): Promise<MeAnswer> {
  await residents.setSettings(tx, residentId, settings)
  return me(tx, residentId)
}
