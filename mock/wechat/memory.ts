import { randomBytes } from 'node:crypto'
import { DAY, HOUR, type Instant, MINUTE, plus } from '../../src/domain/time'
import { openidOf, RISKY } from '../personas'

const CODE_LIFE = 5 * MINUTE
const TOKEN_LIFE = 2 * HOUR
/** In the last five minutes of a token the next one is handed out; the old one stays good to its end. */
const TOKEN_RENEWAL = 5 * MINUTE
const KEPT_MESSAGES = 500

/** WeChat's developer tools sign in with real codes, which only the real WeChat can resolve: they are all this one person. */
const DEVICE = 'device'
const DEVICE_CODE = /^0[0-9A-Za-z]{31}$/

export type SentMessage = {
  readonly to: string
  readonly openid: string
  readonly templateId: string
  readonly page: string | null
  readonly data: Readonly<Record<string, string>>
  readonly at: Instant
}

/** A hand-over as it was told: who paid, how it went, what it was. */
export type ToldShipping = {
  readonly transactionId: string
  readonly openid: string
  /** 1 express, 2 same-city, 3 virtual, 4 self-pickup. */
  readonly logistics: number
  readonly description: string
}

/** What the stand-in of WeChat remembers while it runs. */
export type Memory = ReturnType<typeof memory>

export function memory(now: () => Instant) {
  const codes = new Map<string, { name: string; endsAt: Instant }>()
  const spentDeviceCodes = new Set<string>()
  const names = new Map<string, string>()
  const tokens = new Map<string, { endsAt: Instant }>()
  const consents = new Map<string, number>()
  const sent: SentMessage[] = []
  const shippings = new Map<string, { told: ToldShipping; corrected: boolean }>()
  const busy = new Set<string>()
  let newest: { token: string; endsAt: Instant } | null = null

  const knownAs = (name: string): string => {
    const openid = openidOf(name)
    names.set(openid, name)
    return openid
  }
  const creditKey = (openid: string, templateId: string): string => `${openid} ${templateId}`

  return {
    now,
    sent,
    /** Who has a send under way: WeChat takes one at a time per person. */
    busy,
    knownAs,
    /** By its form, not by who came since the start: people stay signed in across a restart of this stand-in. */
    isKnown: (openid: string) => /^o[A-Za-z0-9_-]{27}$/.test(openid),
    nameOf: (openid: string) => names.get(openid) ?? openid,

    newCode(name: string): string {
      knownAs(name)
      const code = `1${randomBytes(24).toString('base64url').slice(0, 31)}`
      codes.set(code, { name, endsAt: plus(now(), CODE_LIFE) })
      return code
    },
    /** Spends a code: whose it was, or the error. A code works once and for five minutes. */
    spendCode(code: string): { openid: string } | { errcode: 40029 | 40163 | 40226 } {
      if (DEVICE_CODE.test(code)) {
        if (spentDeviceCodes.has(code)) return { errcode: 40163 }
        spentDeviceCodes.add(code)
        return { openid: knownAs(DEVICE) }
      }
      const found = codes.get(code)
      codes.delete(code)
      if (!found || now() >= found.endsAt) return { errcode: 40029 }
      return found.name === RISKY ? { errcode: 40226 } : { openid: openidOf(found.name) }
    },

    /** The same token for everybody until shortly before its end; `force` ends the one before at once. */
    stableToken(force: boolean): { token: string; seconds: number } {
      if (force) tokens.clear()
      if (force || !newest || now() >= plus(newest.endsAt, -TOKEN_RENEWAL)) {
        newest = { token: randomBytes(48).toString('base64url'), endsAt: plus(now(), TOKEN_LIFE) }
        tokens.set(newest.token, newest)
      }
      return { token: newest.token, seconds: Math.floor((newest.endsAt - now()) / 1000) }
    },
    /** 0 when this token is good now. */
    judgeToken(token: string | undefined): 0 | 40001 | 41001 | 42001 {
      if (!token) return 41001
      const found = tokens.get(token)
      if (!found) return 40001
      return now() < found.endsAt ? 0 : 42001
    },
    /** Makes every token that was handed out unknown, as a change of the secret does. */
    dropTokens(): void {
      tokens.clear()
      newest = null
    },

    consent(openid: string, templateId: string): void {
      const key = creditKey(openid, templateId)
      consents.set(key, (consents.get(key) ?? 0) + 1)
    },
    spendConsent(openid: string, templateId: string): boolean {
      const key = creditKey(openid, templateId)
      const left = consents.get(key) ?? 0
      if (left > 0) consents.set(key, left - 1)
      return left > 0
    },
    keep(message: SentMessage): void {
      sent.push(message)
      if (sent.length > KEPT_MESSAGES) sent.shift()
    },
    shipped: (): ToldShipping[] => [...shippings.values()].map(({ told }) => told),
    /** Keeps a hand-over. What was told can be corrected once. */
    ship(told: ToldShipping): 0 | 10060003 | 10060023 {
      const before = shippings.get(told.transactionId)
      if (before && JSON.stringify(before.told) === JSON.stringify(told)) return 10060023
      if (before?.corrected) return 10060003
      shippings.set(told.transactionId, { told, corrected: before !== undefined })
      return 0
    },
    /** Forgets codes that ended a day ago: a stand-in that runs for weeks stays small. */
    tidy(): void {
      for (const [code, { endsAt }] of codes) if (now() >= plus(endsAt, DAY)) codes.delete(code)
    },
  }
}
