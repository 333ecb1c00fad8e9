import { makeAutoObservable, runInAction } from 'mobx'
import { paths } from '../contract/paths'
import type { SubscribeTemplatesAnswer } from '../contract/resident'
import type { Api } from './request'
import type { ConsentResult } from './subscribe'

export type Purpose = 'opening' | 'coupon-ending' | 'order'

export type ConsentParts = {
  readonly api: Api
  /** WeChat's question. It must be the first thing a tap does (KF-36), so templates are loaded before anybody taps. */
  readonly askConsent: (templateIds: readonly string[]) => Promise<readonly ConsentResult[]>
  readonly storeId: string
}

/** Asks residents whether WeChat may send them one message, and tells the API's ledger what they said. */
export class Consents {
  /** What was said in this opening of the app: accepted or not, per purpose. */
  readonly said = new Map<Purpose, boolean>()
  private readonly templates = new Map<Purpose, string>()

  constructor(private readonly parts: ConsentParts) {
    makeAutoObservable<this, 'parts'>(this, { parts: false }, { autoBind: true })
  }

  async load(): Promise<void> {
    const answer = await this.parts.api.get<SubscribeTemplatesAnswer>(paths.subscribeTemplates, {
      session: 'none',
      keep: true,
    })
    if (!answer.ok) return
    runInAction(() => {
      for (const { purpose, templateId } of answer.data.templates) this.templates.set(purpose, templateId)
    })
  }

  /**
   * Call it first in the tap, before any `await`. Answers whether a message may be sent; a refusal is remembered for this
   * opening of the app and not asked again unless `insist` (the resident's own act).
   */
  ask(purpose: Purpose, insist = false): Promise<boolean> {
    const templateId = this.templates.get(purpose)
    if (!templateId || (!insist && this.said.get(purpose) === false)) return Promise.resolve(false)
    return this.tell(purpose, this.parts.askConsent([templateId]))
  }

  private async tell(purpose: Purpose, asking: Promise<readonly ConsentResult[]>): Promise<boolean> {
    const results = await asking
    if (results.length === 0) return false
    const accepted = results.some((one) => one.result === 'accept')
    runInAction(() => this.said.set(purpose, accepted))
    await this.parts.api.post(paths.consents, { results, storeId: this.parts.storeId })
    return accepted
  }
}
