import { makeAutoObservable, runInAction } from 'mobx'
import type { CouponCard } from '../../contract/coupon'
import type { GiftsAnswer, GiveAnswer } from '../../contract/gift'
import { fill, paths } from '../../contract/paths'
import type { ApiError } from '../../platform/answer'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'

/** A gift that somebody can still take: what its card is made of. */
export type OpenGift = {
  readonly giftId: string
  readonly token: string
  readonly expiresAt: number
  readonly couponId: string
}

export type GiveParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
}

/** A tap whose answer is not known yet: the same key with the same words, or the API would see two gifts. */
type Attempt = { readonly key: string; readonly giverName: string; readonly message: string }

const NAME_PLACE = 'gift-name'
const ATTEMPTS_PLACE = 'gifts-under-way'
const LOST: ReadonlySet<string> = new Set(['NETWORK', 'SERVER_SILENT', 'BUSY', 'UNEXPECTED', 'TOO_MANY_REQUESTS'])

export const NAME_LIMIT = 12
export const MESSAGE_LIMIT = 40

/** 转赠: making the card, sending it again, taking it back. */
export class GiveStore {
  /** The coupon the sheet is open for. */
  coupon: CouponCard | null = null
  name = ''
  message = ''
  making = false
  takingBack = false
  gift: OpenGift | null = null
  error: ApiError | null = null
  private attempt: Attempt | null = null

  constructor(private readonly parts: GiveParts) {
    this.name = parts.storage.read<string>(NAME_PLACE) ?? ''
    makeAutoObservable<this, 'parts'>(this, { parts: false }, { autoBind: true })
  }

  /** While a tap is undecided its words stay as they were sent. */
  get locked(): boolean {
    return this.making || this.attempt !== null || this.gift !== null
  }

  /** The answer of the last tap got lost; the next one repeats it. */
  get lost(): boolean {
    return this.attempt !== null && !this.making
  }

  /** Opens the sheet. A tap of before whose answer got lost is taken up again. */
  begin(coupon: CouponCard): void {
    const same = this.coupon?.id === coupon.id
    this.coupon = coupon
    this.gift = null
    this.error = null
    if (!same) this.message = ''
    this.attempt = this.attempts()[coupon.id] ?? null
    if (!this.attempt) return
    this.name = this.attempt.giverName
    this.message = this.attempt.message
  }

  /** Closes the sheet; a message not sent yet is still there when it is opened again. */
  leave(): void {
    this.gift = null
    this.error = null
  }

  sign(name: string): void {
    if (!this.locked) this.name = name.slice(0, NAME_LIMIT)
  }

  write(message: string): void {
    if (!this.locked) this.message = message.slice(0, MESSAGE_LIMIT)
  }

  /** 做好赠礼卡. A second tap while the first is under way does nothing; one after a lost answer repeats it. */
  async make(): Promise<void> {
    const { coupon } = this
    if (!coupon || this.making || this.gift) return
    this.making = true
    this.error = null
    const attempt = this.attempt ?? (await this.newAttempt(coupon.id))
    const { key, ...words } = attempt
    const answer = await this.parts.api.post<GiveAnswer>(fill(paths.give, { couponId: coupon.id }), words, { key })
    runInAction(() => {
      this.making = false
      if (!answer.ok) this.error = answer.error
      if (!answer.ok && LOST.has(answer.error.code)) return
      this.attempt = null
      this.keepAttempt(coupon.id, null)
      if (!answer.ok) return
      this.gift = { ...answer.data, couponId: coupon.id }
      this.parts.storage.write(NAME_PLACE, words.giverName)
    })
  }

  /** Finds the card of a coupon that is on its way, or the one with this token; `null` when it is no longer open. */
  async find(which: { couponId: string } | { token: string }): Promise<OpenGift | null> {
    const answer = await this.parts.api.get<GiftsAnswer>(paths.gifts)
    runInAction(() => {
      this.error = answer.ok ? null : answer.error
    })
    if (!answer.ok) return null
    const found = answer.data.gifts.find((gift) =>
      'token' in which ? gift.token === which.token : gift.couponId === which.couponId,
    )
    runInAction(() => {
      this.gift = found ?? null
    })
    return found ?? null
  }

  /** 收回. Answers whether the coupon is back; taking back twice is the same as once. */
  async takeBack(giftId: string): Promise<boolean> {
    if (this.takingBack) return false
    this.takingBack = true
    this.error = null
    const answer = await this.parts.api.post(fill(paths.giftTakeBack, { giftId }))
    runInAction(() => {
      this.takingBack = false
      this.error = answer.ok ? null : answer.error
      if (answer.ok || !LOST.has(answer.error.code)) this.gift = null
    })
    return answer.ok
  }

  private async newAttempt(couponId: string): Promise<Attempt> {
    const words = { giverName: this.name.trim(), message: this.message.trim() }
    const attempt = { key: await this.parts.newKey(), ...words }
    runInAction(() => {
      this.attempt = attempt
    })
    this.keepAttempt(couponId, attempt)
    return attempt
  }

  private attempts(): Record<string, Attempt> {
    return this.parts.storage.read<Record<string, Attempt>>(ATTEMPTS_PLACE) ?? {}
  }

  private keepAttempt(couponId: string, attempt: Attempt | null): void {
    const { [couponId]: _before, ...others } = this.attempts()
    this.parts.storage.write(ATTEMPTS_PLACE, attempt ? { ...others, [couponId]: attempt } : others)
  }
}
