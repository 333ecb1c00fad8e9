import type { OfflineListAnswer, SettleBody } from '../../contract/staff-order'
import type { Storage } from '../../platform/storage'
import type { Handed } from './offline-check'

/** The list as it came, and how far this phone's own clock was ahead of the server's then. */
export type KeptList = { readonly list: OfflineListAnswer; readonly wallAhead: number }
/** Handed over, not settled yet: what the server will be told, and what the clerk reads of it. */
export type Queued = SettleBody['handovers'][number] & {
  readonly number: string
  readonly customer: string
  readonly units: number
}

/** What the counter keeps on the phone of one store, so that a phone that is switched off loses nothing. */
export class OfflineMemory {
  constructor(
    private readonly storage: Storage,
    private readonly storeId: string,
  ) {}

  list = (): KeptList | null => this.storage.read<KeptList>(this.place('list'))
  queue = (): readonly Queued[] => this.storage.read<Queued[]>(this.place('queue')) ?? []
  handed = (): readonly Handed[] => this.storage.read<Handed[]>(this.place('handed')) ?? []

  keepList = (kept: KeptList): void => this.storage.write(this.place('list'), kept)
  keepHanded = (handed: readonly Handed[]): void => this.storage.write(this.place('handed'), handed)

  /** Writes the queue and reads it back: a full storage says nothing, and goods must not leave on a word that was not kept. */
  keepQueue(queue: readonly Queued[]): boolean {
    this.storage.write(this.place('queue'), queue)
    return JSON.stringify(this.queue()) === JSON.stringify(queue)
  }

  private place(what: 'list' | 'queue' | 'handed'): string {
    return `offline-${what}.${this.storeId}`
  }
}
