import { makeAutoObservable } from 'mobx'
import type { NearestAnswer } from '../../contract/checkout'
import { paths } from '../../contract/paths'
import type { Gcj02 } from '../../domain/geo'
import { Loadable } from '../../platform/loadable'
import { question } from '../../platform/question'
import type { Api } from '../../platform/request'
import type { Basket } from './wish'

/** KF-50: which store can do it: its zone holds the door, its stock holds the basket; what is missing elsewhere is said. */
export class NearestStore {
  readonly answer: Loadable<NearestAnswer>
  open = false
  private asked: { lines: Basket['lines']; at: Gcj02 } | null = null

  constructor(api: Api) {
    this.answer = new Loadable(() => question<NearestAnswer>(api, paths.nearestStore, this.asked))
    makeAutoObservable<this, 'asked'>(this, { answer: false, asked: false }, { autoBind: true })
  }

  show(lines: Basket['lines'], at: Gcj02): void {
    this.open = true
    this.asked = { lines, at }
    void this.answer.load()
  }

  close(): void {
    this.open = false
  }
}
