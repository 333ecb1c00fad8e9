import { makeAutoObservable, runInAction } from 'mobx'
import type { CouponCard } from '../../contract/coupon'
import { RemindStore } from '../../features/coupon/remind.store'
import { WalletStore } from '../../features/coupon/wallet.store'
import { giftCard } from '../../features/gift/gift-card'
import { GiveStore } from '../../features/gift/give.store'
import { chooseStore } from '../../features/launch/launch.store'
import { ResidentStore } from '../../features/member/resident.store'
import { askConsent } from '../../platform/consent'
import { Consents } from '../../platform/consents'
import { sharePath } from '../../platform/launch-options'
import { hasChat, pageLink } from '../../platform/page-link'
import type { Platform } from '../../platform/platform'
import { chatCard } from '../../platform/share'
import { sharePictures } from '../../platform/share-pictures'

/** Joins the wallet, the reminder and giving. It decides nothing itself. */
export class WalletModel {
  consents: Consents | null = null
  giving = false
  readonly wallet: WalletStore
  readonly remind: RemindStore
  readonly give: GiveStore
  readonly resident: ResidentStore

  constructor(private readonly platform: Platform) {
    const { api, storage, newKey } = platform
    this.wallet = new WalletStore(api)
    this.resident = new ResidentStore(api)
    this.give = new GiveStore({ api, storage, newKey })
    this.remind = new RemindStore({ api, me: this.resident.me, consents: () => this.consents })
    makeAutoObservable<this, 'platform'>(
      this,
      { platform: false, wallet: false, remind: false, give: false, resident: false },
      { autoBind: true },
    )
  }

  /** The page is on screen (again). */
  async shown(): Promise<void> {
    await Promise.all([this.wallet.load(), this.resident.load(), this.openConsents()])
  }

  /** Templates are loaded before anybody taps: WeChat's question must be the first thing a tap does (KF-36). */
  private async openConsents(): Promise<void> {
    if (this.consents) return
    const { api, storage } = this.platform
    const chosen = await chooseStore(api, storage, undefined)
    if (!chosen.ok) return
    const consents = new Consents({ api, askConsent, storeId: chosen.data })
    await consents.load()
    runInAction(() => {
      this.consents = consents
    })
  }

  startGiving(coupon: CouponCard): void {
    this.give.begin(coupon)
    this.giving = true
  }

  /** What was made has moved to another shelf. */
  stopGiving(): void {
    this.giving = false
    const made = this.give.gift !== null
    this.give.leave()
    if (made) void this.wallet.load()
  }

  /** The card of the gift on the sheet, else of the home page (from the menu). */
  share() {
    const { gift, coupon } = this.give
    const { channel } = this.platform.launch.current
    const sharer = this.resident.shareCode
    if (this.giving && gift && coupon)
      return chatCard(giftCard(gift.token, coupon.title, sharePictures.gift.chat), { sharer })
    const home = { title: '鲜生要开业了，先来领券', page: 'pages/home/index', picture: sharePictures.home.chat }
    return chatCard(home, { channel, sharer })
  }

  /** The gift's address where there is no chat. */
  get link(): string | null {
    const { gift } = this.give
    if (hasChat || !gift) return null
    return pageLink(sharePath('packages/gift/landing/index', { sharer: this.resident.shareCode }, { g: gift.token }))
  }
}
