import { makeAutoObservable, runInAction } from 'mobx'
import type { GiftAcceptAnswer, GiftAnswer } from '../../contract/gift'
import { paths } from '../../contract/paths'
import { effectiveGiftState, type GiftState } from '../../domain/gift/gift'
import type { Instant } from '../../domain/time'
import { type Answer, type ApiError, networkError } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'

export type LandingParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  /** As the card carries it; empty when it carries none. */
  readonly token: string
}

/** What the page says: open to take, one's own, taken by oneself, or too late and why. */
export type LandingState = 'open' | 'own' | 'mine' | Exclude<GiftState, 'offered'>

const PLACE = 'gift-accepts-under-way'
const TOKEN = /^[A-Za-z0-9_-]{40,64}$/
const LOST: ReadonlySet<string> = new Set(['NETWORK', 'SERVER_SILENT', 'BUSY', 'UNEXPECTED', 'TOO_MANY_REQUESTS'])
const NO_GIFT: ApiError = { code: 'GIFT_NOT_FOUND', message: '没有找到这份赠礼，可能链接不完整', facts: {} }

/** Asked by POST so that the token stays out of addresses and logs, but it changes nothing: what fails is just unread. */
async function lookAt(api: Api, token: string): Promise<Answer<GiftAnswer>> {
  if (!TOKEN.test(token)) return { ok: false, error: NO_GIFT }
  const answer = await api.post<GiftAnswer>(paths.giftLook, { token }, { session: 'optional' })
  return !answer.ok && answer.error.code === 'NETWORK' ? { ok: false, error: networkError(false) } : answer
}

/** The page behind a gift's card. Looking takes nothing and needs no sign-in; the tap takes it, once, for one person. */
export class LandingStore {
  readonly look: Loadable<GiftAnswer>
  accepting = false
  /** Why the last tap did not succeed. */
  refusal: ApiError | null = null

  constructor(private readonly parts: LandingParts) {
    const { api, token } = parts
    this.look = new Loadable(() => lookAt(api, token))
    makeAutoObservable<this, 'parts'>(this, { parts: false, look: false }, { autoBind: true })
  }

  /** `null` until it is known. */
  stateAt(now: Instant): LandingState | null {
    const gift = this.look.value
    if (!gift) return null
    if (gift.mine === 'receiver') return 'mine'
    const state = effectiveGiftState({ state: gift.state, expiresAt: gift.expiresAt as Instant }, now)
    if (state !== 'offered') return state
    return gift.mine === 'giver' ? 'own' : 'open'
  }

  /** Whether the answer of the last tap got lost: the next one repeats it with the same key. */
  get lost(): boolean {
    return this.refusal !== null && LOST.has(this.refusal.code)
  }

  /** 收下这张券: signs in when needed. Twice is once; a refusal is followed by a look at how things stand now. */
  async accept(): Promise<void> {
    const { token, api } = this.parts
    if (this.accepting || !this.look.value) return
    this.accepting = true
    this.refusal = null
    const key = this.keys()[token] ?? (await this.parts.newKey())
    this.keep(key)
    const answer = await api.post<GiftAcceptAnswer>(paths.giftAccept, { token }, { key })
    runInAction(() => {
      this.accepting = false
      this.refusal = answer.ok ? null : answer.error
      const gift = this.look.value
      if (answer.ok && gift) {
        this.look.change({ ...gift, state: 'accepted', mine: 'receiver', couponId: answer.data.couponId })
      }
    })
    if (!answer.ok && LOST.has(answer.error.code)) return
    this.keep(null)
    if (!answer.ok) await this.look.load()
  }

  private keys(): Record<string, string> {
    return this.parts.storage.read<Record<string, string>>(PLACE) ?? {}
  }

  private keep(key: string | null): void {
    const { [this.parts.token]: _before, ...others } = this.keys()
    this.parts.storage.write(PLACE, key ? { ...others, [this.parts.token]: key } : others)
  }
}
