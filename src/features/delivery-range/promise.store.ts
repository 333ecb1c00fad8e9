import { makeAutoObservable, observableRef, runInAction } from 'mobx'
import type { DeliveryAnswer } from '../../contract/delivery'
import { paths } from '../../contract/paths'
import type { Instant } from '../../domain/time'
import { question } from '../../platform/question'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { say } from './answer-words'
import { type Door, KEPT_DOOR } from './kept-door'

export type Promised = {
  /** Where to: 阳光花园 3 栋, or the question. */
  readonly title: string
  /** What is promised: 最快今天 10:30 · 到店自提; empty while nobody knows. */
  readonly words: string
}

/** 送到哪儿、最快几点: the line above the shop. The door is the one kept on this phone; without one it is asked for. */
export class PromiseStore {
  private answer: DeliveryAnswer | null = null
  private door: Door | null = null

  constructor(private readonly parts: { readonly api: Api; readonly storage: Storage }) {
    makeAutoObservable<this, 'parts' | 'answer' | 'door'>(
      this,
      { parts: false, answer: observableRef, door: observableRef },
      { autoBind: true },
    )
  }

  async load(): Promise<void> {
    const door = this.parts.storage.read<Door>(KEPT_DOOR)
    runInAction(() => {
      if (door?.words !== this.door?.words) this.answer = null
      this.door = door
    })
    if (!door) return
    const heard = await question<DeliveryAnswer>(this.parts.api, paths.deliveryAnswer, { point: door.at })
    // without an answer the line says where to, and not when
    runInAction(() => {
      if (heard.ok && this.door === door) this.answer = heard.data
    })
  }

  at(now: Instant): Promised {
    if (!this.door) return { title: '能送到你家吗？', words: '看一眼就知道，也可以到店自提' }
    return { title: this.door.words, words: this.answer ? say(this.answer, now).sentence : '' }
  }
}
