import { makeAutoObservable, runInAction } from 'mobx'
import type { Instant } from '../../domain/time'
import { type CartStore, cartOf } from '../../features/cart/cart.store'
import { ClaimStore } from '../../features/claim/claim.store'
import { HandyStore } from '../../features/coupon/handy.store'
import { PromiseStore } from '../../features/delivery-range/promise.store'
import { chooseStore, LaunchStore, PhaseTurn, rememberedStore } from '../../features/launch/launch.store'
import { ResidentStore } from '../../features/member/resident.store'
import { ReadyStore } from '../../features/order/ready.store'
import { type ShopStore, shopOf } from '../../features/shop/shop.store'
import { askConsent } from '../../platform/consent'
import { Consents } from '../../platform/consents'
import { touchOf } from '../../platform/launch-options'
import type { Platform } from '../../platform/platform'
import type { Share } from '../../platform/share'
import { spread } from '../../platform/ticker'
import { sharePictures } from '../../platform/share-pictures'

/** Joins what the home page shows: the launch of the store chosen, its batches, and consents. It decides nothing itself. */
export class HomeModel {
  launch: LaunchStore | null = null
  claims: ClaimStore | null = null
  consents: Consents | null = null
  /** What the open store sells, and what of it is in the cart. */
  shop: ShopStore | null = null
  cart: CartStore | null = null
  remind: 'ask' | 'asking' | 'set' = 'ask'
  /** Why not even the store is known. */
  failure: string | null = null
  private storeId: string | null = null
  readonly turn: PhaseTurn
  readonly resident: ResidentStore
  readonly handy: HandyStore
  readonly promise: PromiseStore
  /** Orders that lie packed at the counter. */
  readonly ready: ReadyStore

  constructor(private readonly platform: Platform) {
    this.resident = new ResidentStore(platform.api)
    this.handy = new HandyStore(platform.api)
    this.promise = new PromiseStore(platform)
    this.ready = new ReadyStore(platform.api)
    this.turn = new PhaseTurn({
      times: () => this.launch?.times ?? null,
      spread: () => spread(this.launch?.launch.value?.turnSpreadMs ?? 8000),
      later: (run, ms) => setTimeout(run, ms),
      askAgain: () => void this.load(),
    })
    makeAutoObservable<this, 'platform'>(
      this,
      { platform: false, turn: false, resident: false, handy: false, promise: false, ready: false },
      { autoBind: true },
    )
  }

  /** The page is on screen (again). */
  async shown(): Promise<void> {
    const { api, storage, launch } = this.platform
    if (!this.launch) {
      const chosen = await chooseStore(api, storage, launch.current.query.store)
      if (!chosen.ok) {
        runInAction(() => {
          this.failure = chosen.error.message
        })
        return
      }
      runInAction(() => this.open(chosen.data))
    }
    const remembered = rememberedStore(storage)
    // another one was chosen in 附近门店 meanwhile
    if (remembered && remembered !== this.storeId) this.open(remembered)
    await this.load()
  }

  private open(storeId: string): void {
    const { api, storage, newKey, launch } = this.platform
    this.storeId = storeId
    this.failure = null
    this.launch = new LaunchStore(api, storeId)
    this.consents = new Consents({ api, askConsent, storeId })
    const touch = () => touchOf(launch.current)
    this.shop = shopOf(this.platform, storeId)
    this.cart = cartOf(this.platform, storeId)
    this.claims = new ClaimStore({ api, storage, newKey, storeId, touch, consents: this.consents })
  }

  private async load(): Promise<void> {
    const session = this.platform.launch.current.singlePage ? 'optional' : 'required'
    const launching = this.launch?.launch.load().then(() => this.tick(this.platform.clock.now()))
    await Promise.all([
      launching,
      this.claims?.load(session),
      this.consents?.load(),
      session === 'required' ? this.resident.load() : undefined,
      launching?.then(() => this.loadOpen()),
    ])
  }

  /** The doors are open: trial or for good. */
  get isOpen(): boolean {
    return this.turn.phase !== null && this.turn.phase !== 'preheat'
  }

  /** Before the opening nothing can be bought or handed in yet, so nobody asks. */
  private async loadOpen(): Promise<void> {
    if (!this.isOpen) return
    if (this.platform.launch.current.singlePage) {
      await this.shop?.load()
      return
    }
    await Promise.all([this.shop?.load(), this.cart?.load(), this.promise.load(), this.handy.load(), this.ready.load()])
  }

  tick(now: Instant): void {
    this.turn.look(now)
  }

  remindMe(): void {
    const asking = this.consents?.ask('opening', true) ?? Promise.resolve(false)
    this.remind = 'asking'
    void asking.then((accepted) => {
      runInAction(() => {
        this.remind = accepted ? 'set' : 'ask'
      })
    })
  }

  get trail() {
    return { channel: this.platform.launch.current.channel, sharer: this.resident.shareCode }
  }

  share(to: 'chat' | 'moments'): Share {
    const name = this.launch?.launch.value?.store.name ?? ''
    return {
      title: this.turn.phase === 'preheat' ? `鲜生${name}要开业了，先来领券` : `鲜生${name}，领券更划算`,
      page: 'pages/home/index',
      query: this.launch?.launch.value ? { store: this.launch.launch.value.store.id } : {},
      picture: sharePictures.home[to],
    }
  }
}
