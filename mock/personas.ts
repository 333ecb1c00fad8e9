import { createHash } from 'node:crypto'
import type { Role } from '../src/domain/staff/role'

/** People who exist in every fresh start: the seed gives staff their roles, journeys sign in as them. */
export type Persona = {
  /** What `?as=` says. */
  readonly name: string
  /** What they are called on the name list and at the counter. */
  readonly called: string
  readonly role: Role | null
  readonly words: string
}

export const PERSONAS: readonly Persona[] = [
  { name: 'owner', called: '老板王姐', role: 'owner', words: '什么都能看，能请人，能发券' },
  { name: 'manager', called: '周店长', role: 'manager', words: '看今天的领券和备货，管店员' },
  { name: 'clerk', called: '小李', role: 'clerk', words: '核销台，3 号台' },
  { name: 'clerk-2', called: '小赵', role: 'clerk', words: '核销台，1 号台' },
  { name: 'launch-lead', called: '运营小陈', role: 'launch-lead', words: '看渠道，发券，看备货' },
  { name: 'a', called: '邻居张阿姨', role: null, words: '领券，送给邻居' },
  { name: 'b', called: '邻居刘叔', role: null, words: '收礼，到店用券' },
  { name: 'c', called: '邻居小杨', role: null, words: '总是来晚一步' },
  { name: 'risky', called: '被微信标记的账号', role: null, words: '登录会被微信拒绝' },
]

/** Names that `?as=` accepts; one that is not in the list above is a new neighbour. */
export const PERSONA_NAME = /^[\p{L}\p{N}_-]{1,32}$/u

/** The persona whom WeChat calls risky (40226). */
export const RISKY = 'risky'

/** The fixed openid of a name: 28 characters beginning with `o`, as WeChat's are. */
export const openidOf = (name: string): string =>
  `o${createHash('sha256').update(`xiansheng persona ${name}`).digest('base64url').slice(0, 27)}`
