import { makeAutoObservable, runInAction } from 'mobx'
import { OrderStore } from '../../../features/order/order.store'
import { type PayEnd, PayStore } from '../../../features/order/pay.store'
import { askConsent } from '../../../platform/consent'
import { Consents } from '../../../platform/consents'
import { copyText } from '../../../platform/feedback'
import { pay } from '../../../platform/pay'
import { call } from '../../../platform/phone-call'
import type { Platform } from '../../../platform/platform'
import { canShowWay, showWay } from '../../../platform/way-there'

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What became of the last tap, said where it was tapped. */
const ENDS = {
  paid: null,
  left: '还没有付款，菜先给你留着',
  failed: '付款没有成功，没有扣钱，可以再试一次',
  unsure: '微信那边还在处理。如果钱已经付出，这里几秒后会自己变成已付款',
  refused: '没能打开微信支付，订单给你留着，再点一次就好',
} as const satisfies Record<PayEnd, string | null>

/** As the checkout hands it over. */
const isEnd = (text: string | undefined): text is PayEnd => text !== undefined && Object.keys(ENDS).includes(text)

/** Joins one order with paying it, calling its store and the way there. */
export class DetailModel {
  readonly detail: OrderStore
  readonly paying: PayStore
  cancelling = false
  said: string | null = null
  private consents: Consents | null = null

  constructor(
    private readonly platform: Platform,
    orderId: string,
    ended: string | undefined,
  ) {
    const { api, newKey } = platform
    this.said = isEnd(ended) ? ENDS[ended] : null
    this.detail = new OrderStore({ api, newKey }, orderId)
    this.paying = new PayStore({ api, pay, wait })
    makeAutoObservable<this, 'platform' | 'consents'>(
      this,
      { platform: false, consents: false, detail: false, paying: false },
      { autoBind: true },
    )
  }

  get storage(): Platform['storage'] {
    return this.platform.storage
  }

  async load(): Promise<boolean> {
    const came = await this.detail.load()
    const order = this.detail.order.value
    if (order?.may.pay && !this.consents) {
      this.consents = new Consents({ api: this.platform.api, askConsent, storeId: order.store.id })
      void this.consents.load()
    }
    return came
  }

  /** WeChat's question comes first in the tap (KF-36); the pay sheet waits until it is off the screen. */
  async pay(): Promise<void> {
    if (this.paying.busy) return
    const asking = this.consents?.ask('order')
    this.say(null)
    await asking
    const end = await this.paying.pay(this.detail.orderId)
    await this.load()
    this.say(end && (this.paying.error?.message ?? ENDS[end]))
  }

  /** Answers whether the goods lie in the cart. */
  async buyAgain(): Promise<boolean> {
    this.say(null)
    const there = await this.detail.buyAgain()
    if (!there) this.say(this.detail.error?.message ?? null)
    return there
  }

  startCancelling(): void {
    this.cancelling = true
  }

  stopCancelling(): void {
    this.cancelling = false
  }

  call(): void {
    const phone = this.detail.order.value?.store.phone
    if (phone) call(phone)
  }

  async showWay(): Promise<void> {
    const store = this.detail.order.value?.store
    if (!store) return
    const { name, address, at } = store
    const shown = await showWay({ name, address, at })
    if (!canShowWay) this.say(shown ? '门店地址复制好了，贴到地图里就能导航' : '没能复制，请照着地址找')
  }

  async copyNumber(): Promise<void> {
    const number = this.detail.order.value?.number ?? ''
    this.say((await copyText(number)) ? '订单号复制好了' : '没能复制，请照着抄一下')
  }

  /** What was said of the last tap is no longer so. */
  hush(): void {
    this.say(null)
  }

  private say(words: string | null): void {
    runInAction(() => {
      this.said = words
    })
  }
}
