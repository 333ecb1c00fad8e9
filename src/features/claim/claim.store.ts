import { makeAutoObservable, observable, runInAction } from 'mobx'
import type { BatchCard, BatchesAnswer, ClaimAnswer, MyClaimsAnswer, TouchIn } from '../../contract/coupon'
import { fill, paths } from '../../contract/paths'
import { type ClaimRefusalCode, refuseClaim } from '../../domain/coupon/claim'
import type { Instant } from '../../domain/time'
import type { Answer, ApiError } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import type { Consents } from '../../platform/consents'
import type { Storage } from '../../platform/storage'

/** What the button of a batch says. `lost`: the answer of a tap got lost; the next tap repeats it with the same key. */
export type ClaimState =
  | { readonly is: 'open' }
  | { readonly is: 'claiming' }
  | { readonly is: 'lost' }
  | { readonly is: 'claimed' }
  | { readonly is: 'refused'; readonly why: Exclude<ClaimRefusalCode, 'CLAIM_LIMIT_REACHED'> }

export type ClaimParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  readonly touch: () => TouchIn
  readonly storeId: string
  readonly consents: Pick<Consents, 'ask'>
}

const PLACE = 'claims-under-way'
const LOST: ReadonlySet<string> = new Set(['NETWORK', 'SERVER_SILENT', 'BUSY', 'UNEXPECTED', 'TOO_MANY_REQUESTS'])

/**
 * Batches to claim, what this resident has claimed, and taps under way. A tap keeps its key until the server has decided,
 * also over a restart of the app: however often it is repeated, it is one claim.
 */
export class ClaimStore {
  readonly batches: Loadable<BatchesAnswer>
  /** How many of each batch this resident has claimed; empty until known. */
  readonly mine = observable.map<string, number>()
  /** Why the last tap on a batch was refused. */
  readonly refusals = observable.map<string, ApiError>()
  private readonly claiming = observable.set<string>()
  private readonly keys: Map<string, string>

  constructor(private readonly parts: ClaimParts) {
    const path = fill(paths.batches, { storeId: parts.storeId })
    this.batches = new Loadable(
      () => parts.api.get<BatchesAnswer>(path, { session: 'none', keep: true }),
      () => parts.api.getCached<BatchesAnswer>(path),
    )
    this.keys = new Map(Object.entries(parts.storage.read<Record<string, string>>(PLACE) ?? {}))
    makeAutoObservable<this, 'parts' | 'keys'>(this, { parts: false, keys: false, batches: false }, { autoBind: true })
  }

  /** Asks what there is and what is mine; taps whose answer got lost are repeated. */
  async load(session: 'required' | 'optional' = 'required'): Promise<void> {
    await Promise.all([this.batches.load(), this.loadMine(session)])
    await Promise.all([...this.keys.keys()].map((batchId) => this.send(batchId)))
  }

  private async loadMine(session: 'required' | 'optional'): Promise<void> {
    const answer = await this.parts.api.get<MyClaimsAnswer>(paths.myClaims, {
      query: { storeId: this.parts.storeId },
      session,
    })
    if (!answer.ok) return
    runInAction(() => {
      this.mine.replace(answer.data.claims.map((claim) => [claim.batchId, claim.claimed]))
    })
  }

  get coupons(): BatchCard[] {
    return this.batches.value?.batches.filter((batch) => !batch.benefit) ?? []
  }

  get benefits(): BatchCard[] {
    return this.batches.value?.batches.filter((batch) => batch.benefit) ?? []
  }

  stateOf(batch: BatchCard, now: Instant): ClaimState {
    if (this.claiming.has(batch.id)) return { is: 'claiming' }
    const why = refuseClaim(
      {
        claimWindow: { opensAt: batch.claimOpensAt as Instant, closesAt: batch.claimClosesAt as Instant },
        withdrawn: batch.withdrawn,
        remaining: batch.remaining,
        remainingToday: batch.remainingToday,
        perPerson: batch.perPerson,
      },
      this.mine.get(batch.id) ?? 0,
      now,
    )
    if (why === 'CLAIM_LIMIT_REACHED') return { is: 'claimed' }
    if (this.keys.has(batch.id) && this.refusals.has(batch.id)) return { is: 'lost' }
    return why === null ? { is: 'open' } : { is: 'refused', why }
  }

  /**
   * One tap. A second one while the first is under way does nothing; one after a lost answer repeats it. WeChat's question
   * comes first in the tap, before anything asynchronous (KF-36); the claim does not wait for what is answered.
   */
  async claim(batchId: string): Promise<void> {
    if (this.claiming.has(batchId)) return
    void this.parts.consents.ask('coupon-ending')
    this.claiming.add(batchId)
    this.refusals.delete(batchId)
    if (!this.keys.has(batchId)) this.remember(batchId, await this.parts.newKey())
    await this.send(batchId)
  }

  private async send(batchId: string): Promise<void> {
    const key = this.keys.get(batchId)
    if (!key) return
    runInAction(() => this.claiming.add(batchId))
    const touch = this.parts.touch()
    const answer = await this.parts.api.post<ClaimAnswer>(fill(paths.claim, { batchId }), { touch }, { key })
    runInAction(() => this.decided(batchId, answer))
  }

  private decided(batchId: string, answer: Answer<ClaimAnswer>): void {
    this.claiming.delete(batchId)
    if (answer.ok) {
      this.forget(batchId)
      this.refusals.delete(batchId)
      this.mine.set(batchId, (this.mine.get(batchId) ?? 0) + 1)
      this.adjust(batchId, (batch) => ({ remaining: Math.max(0, batch.remaining - 1) }))
      return
    }
    this.refusals.set(batchId, answer.error)
    if (LOST.has(answer.error.code)) return
    this.forget(batchId)
    this.learnFrom(batchId, answer.error)
  }

  /** A refusal knows better than the page what is left. */
  private learnFrom(batchId: string, error: ApiError): void {
    if (error.code === 'CLAIM_SOLD_OUT') this.adjust(batchId, () => ({ remaining: 0 }))
    if (error.code === 'CLAIM_SOLD_OUT_TODAY') this.adjust(batchId, () => ({ remainingToday: 0 }))
    if (error.code === 'CLAIM_LIMIT_REACHED') this.mine.set(batchId, Number(error.facts.perPerson ?? 1))
  }

  private adjust(batchId: string, change: (batch: BatchCard) => Partial<BatchCard>): void {
    const shown = this.batches.value
    if (!shown) return
    this.batches.change({
      batches: shown.batches.map((batch) => (batch.id === batchId ? { ...batch, ...change(batch) } : batch)),
    })
  }

  private remember(batchId: string, key: string): void {
    this.keys.set(batchId, key)
    this.parts.storage.write(PLACE, Object.fromEntries(this.keys))
  }

  private forget(batchId: string): void {
    this.keys.delete(batchId)
    this.parts.storage.write(PLACE, Object.fromEntries(this.keys))
  }
}
