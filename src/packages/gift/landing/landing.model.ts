import { makeAutoObservable } from 'mobx'
import { giftCard } from '../../../features/gift/gift-card'
import { GiveStore } from '../../../features/gift/give.store'
import { LandingStore } from '../../../features/gift/landing.store'
import { ResidentStore } from '../../../features/member/resident.store'
import { sharePath } from '../../../platform/launch-options'
import { hasChat, pageLink } from '../../../platform/page-link'
import type { Platform } from '../../../platform/platform'
import { chatCard, momentsCard } from '../../../platform/share'
import { sharePictures } from '../../../platform/share-pictures'

/** Joins looking at a gift, taking it, and (for the giver) sending it again or taking it back. */
export class LandingModel {
  takingBack = false
  readonly landing: LandingStore
  readonly give: GiveStore
  private readonly resident: ResidentStore

  constructor(
    private readonly platform: Platform,
    private readonly token: string,
  ) {
    const { api, storage, newKey } = platform
    this.landing = new LandingStore({ api, storage, newKey, token })
    this.give = new GiveStore({ api, storage, newKey })
    this.resident = new ResidentStore(api)
    makeAutoObservable<this, 'platform' | 'token' | 'resident'>(
      this,
      { platform: false, token: false, resident: false, landing: false, give: false },
      { autoBind: true },
    )
  }

  /** Looking needs no sign-in; only the giver's own card asks for more. */
  async load(): Promise<void> {
    await this.landing.look.load()
    await this.loadOwn()
  }

  async accept(): Promise<void> {
    await this.landing.accept()
    await this.loadOwn()
  }

  private async loadOwn(): Promise<void> {
    const gift = this.landing.look.value
    if (gift?.mine !== 'giver' || gift.state !== 'offered') return
    await Promise.all([this.give.find({ token: this.token }), this.resident.load()])
  }

  askToTakeBack(asking: boolean): void {
    this.takingBack = asking
  }

  private get trail() {
    return { sharer: this.resident.shareCode }
  }

  /** While it can still be taken, the card of this gift; afterwards the home page, so that nobody is sent to a closed door. */
  shareToChat() {
    const gift = this.landing.look.value
    if (gift?.state === 'offered') {
      return chatCard(giftCard(this.token, gift.coupon.title, sharePictures.gift.chat), this.trail)
    }
    const home = { title: '鲜生要开业了，先来领券', page: 'pages/home/index', picture: sharePictures.home.chat }
    return chatCard(home, { channel: this.platform.launch.current.channel, ...this.trail })
  }

  shareToMoments() {
    const card = giftCard(this.token, this.landing.look.value?.coupon.title ?? '券', sharePictures.home.moments)
    return momentsCard(card, this.trail)
  }

  get link(): string | null {
    return hasChat ? null : pageLink(sharePath('packages/gift/landing/index', this.trail, { g: this.token }))
  }
}
