import { makeAutoObservable, runInAction } from 'mobx'
import type { NearestAnswer } from '../../../contract/checkout'
import type { Gcj02 } from '../../../domain/geo'
import { CheckoutStore } from '../../../features/checkout/checkout.store'
import { NearestStore } from '../../../features/checkout/nearest.store'
import { type PayEnd, PayStore } from '../../../features/order/pay.store'
import { askConsent } from '../../../platform/consent'
import { Consents } from '../../../platform/consents'
import { pay } from '../../../platform/pay'
import type { Platform } from '../../../platform/platform'

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export type CheckoutSheet = 'slot' | 'coupons' | 'contact'

/** Joins checking out and paying: whoever submits pays in the same tap. It decides nothing itself. */
export class CheckoutModel {
  readonly checkout: CheckoutStore
  readonly paying: PayStore
  readonly nearest: NearestStore
  sheet: CheckoutSheet | null = null

  constructor({ api, storage, newKey, clock }: Platform) {
    this.checkout = new CheckoutStore({
      api,
      storage,
      newKey,
      now: clock.now,
      consents: (storeId) => new Consents({ api, askConsent, storeId }),
    })
    this.paying = new PayStore({ api, pay, wait })
    this.nearest = new NearestStore(api)
    makeAutoObservable(this, { checkout: false, paying: false, nearest: false }, { autoBind: true })
  }

  show(sheet: CheckoutSheet): void {
    if (!this.checkout.locked) this.sheet = sheet
  }

  close(): void {
    this.sheet = null
  }

  /** Words of the button while it takes no tap. */
  get busy(): string | false {
    if (this.checkout.buying.sending) return '正在下单'
    if (this.paying.words) return this.paying.words
    return this.checkout.stale && this.checkout.step ? this.checkout.step.words : false
  }

  /** Buys and pays. Answers the order and how paying it ended: its page shows how it stands. */
  async buy(): Promise<{ orderId: string; ended: PayEnd } | null> {
    const placed = await this.checkout.submit()
    if (!placed) return null
    const { orderId, toPay } = placed
    return { orderId, ended: toPay > 0 ? ((await this.paying.pay(orderId)) ?? 'left') : 'paid' }
  }

  /** Which store delivers to the address that was chosen; `null` while there is none. */
  get elsewhere(): (() => void) | null {
    const { basket, look } = this.checkout
    const at = look.value?.address?.at
    if (!basket || !at || this.checkout.wish.kind !== 'delivery') return null
    return () => this.nearest.show(basket.lines, at as Gcj02)
  }

  moveTo({ store, delivers }: NearestAnswer['stores'][number]): void {
    this.nearest.close()
    runInAction(() => {
      if (!delivers) this.checkout.chooseKind('pickup')
      this.checkout.changeStore(store.id)
    })
  }
}
