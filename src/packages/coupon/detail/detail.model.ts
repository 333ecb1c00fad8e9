import { makeAutoObservable, runInAction } from 'mobx'
import { CouponDetailStore } from '../../../features/coupon/detail.store'
import { giftCard } from '../../../features/gift/gift-card'
import { GiveStore } from '../../../features/gift/give.store'
import { ResidentStore } from '../../../features/member/resident.store'
import { sharePath } from '../../../platform/launch-options'
import { hasChat, pageLink } from '../../../platform/page-link'
import type { Platform } from '../../../platform/platform'
import { chatCard } from '../../../platform/share'
import { sharePictures } from '../../../platform/share-pictures'

/** Joins one coupon and giving it. It decides nothing itself. */
export class DetailModel {
  sheet: 'give' | 'take-back' | null = null
  readonly detail: CouponDetailStore
  readonly give: GiveStore
  private readonly resident: ResidentStore

  constructor(
    private readonly platform: Platform,
    couponId: string,
  ) {
    const { api, storage, newKey } = platform
    this.detail = new CouponDetailStore(api, couponId)
    this.give = new GiveStore({ api, storage, newKey })
    this.resident = new ResidentStore(api)
    makeAutoObservable<this, 'platform' | 'resident'>(
      this,
      { platform: false, resident: false, detail: false, give: false },
      { autoBind: true },
    )
  }

  get coupon() {
    return this.detail.coupon.value
  }

  async load(): Promise<void> {
    await Promise.all([this.detail.load(), this.resident.load()])
    const { coupon } = this
    // The card of a gift that is on its way is needed again: to send it once more, or to take it back.
    if (coupon?.gift && this.sheet !== 'give') await this.give.find({ couponId: coupon.id })
  }

  startGiving(): void {
    if (!this.coupon) return
    this.give.begin(this.coupon)
    this.sheet = 'give'
  }

  startTakingBack(): void {
    this.sheet = 'take-back'
  }

  close(): void {
    const made = this.sheet === 'give' && this.give.gift !== null
    runInAction(() => {
      this.sheet = null
    })
    if (made) void this.load()
    else if (!this.coupon?.gift) this.give.leave()
  }

  share() {
    const { channel } = this.platform.launch.current
    const sharer = this.resident.shareCode
    const { gift } = this.give
    if (gift && this.coupon) {
      return chatCard(giftCard(gift.token, this.coupon.title, sharePictures.gift.chat), { sharer })
    }
    const home = { title: '鲜生要开业了，先来领券', page: 'pages/home/index', picture: sharePictures.home.chat }
    return chatCard(home, { channel, sharer })
  }

  get link(): string | null {
    const { gift } = this.give
    if (hasChat || !gift) return null
    return pageLink(sharePath('packages/gift/landing/index', { sharer: this.resident.shareCode }, { g: gift.token }))
  }
}
