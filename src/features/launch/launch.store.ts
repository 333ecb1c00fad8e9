import { makeAutoObservable, runInAction } from 'mobx'
import type { LaunchAnswer, StoresAnswer } from '../../contract/launch'
import { fill, paths } from '../../contract/paths'
import { type LaunchPhase, launchPhase, nextTurn } from '../../domain/launch/launch'
import type { Instant } from '../../domain/time'
import type { Answer } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'

const PLACE = 'store'

/**
 * Which store this resident looks at: the one the card or code named, else the one chosen last, else the one that opens
 * next (the first of the list). Answers its id.
 */
export async function chooseStore(api: Api, storage: Storage, named: string | undefined): Promise<Answer<string>> {
  const known = named ?? storage.read<string>(PLACE)
  if (known && /^[a-z0-9-]{1,32}$/.test(known)) {
    storage.write(PLACE, known)
    return { ok: true, data: known }
  }
  const answer = await api.get<StoresAnswer>(paths.stores, { session: 'none', keep: true })
  if (!answer.ok) return answer
  const [first] = answer.data.stores
  if (!first) return { ok: false, error: { code: 'STORE_NOT_FOUND', message: '还没有开店，过几天再来看看', facts: {} } }
  storage.write(PLACE, first.id)
  return { ok: true, data: first.id }
}

/** Remembers a store chosen in 附近门店. */
export const rememberStore = (storage: Storage, storeId: string): void => storage.write(PLACE, storeId)

export const rememberedStore = (storage: Storage): string | null => storage.read<string>(PLACE)

/** A store's launch as the home page draws it. The phase follows from the instants and the server's time. */
export class LaunchStore {
  readonly launch: Loadable<LaunchAnswer>

  constructor(api: Api, storeId: string) {
    const path = fill(paths.launch, { storeId })
    this.launch = new Loadable(
      () => api.get<LaunchAnswer>(path, { session: 'none', keep: true }),
      () => api.getCached<LaunchAnswer>(path),
    )
  }

  get times() {
    const shown = this.launch.value
    return shown && { trialOpensAt: shown.trialOpensAt as Instant, grandOpensAt: shown.grandOpensAt as Instant }
  }
}

/**
 * The phase on screen. It turns at the instant itself, on every phone in the same second, without asking anybody; what is
 * new is then asked for spread over several seconds, so that thirty thousand phones do not ask at once.
 */
export class PhaseTurn {
  phase: LaunchPhase | null = null

  constructor(
    private readonly parts: {
      readonly times: () => { trialOpensAt: Instant; grandOpensAt: Instant } | null
      /** How long this phone waits before it asks again, ms: another one on every phone. */
      readonly spread: () => number
      readonly later: (run: () => void, ms: number) => void
      readonly askAgain: () => void
    },
  ) {
    makeAutoObservable<this, 'parts'>(this, { parts: false }, { autoBind: true })
  }

  /** Called each second and whenever the times become known. */
  look(now: Instant): void {
    const times = this.parts.times()
    if (!times) return
    const phase = launchPhase(times, now)
    if (phase === this.phase) return
    const turned = this.phase !== null
    runInAction(() => {
      this.phase = phase
    })
    if (turned) this.parts.later(this.parts.askAgain, this.parts.spread())
  }

  /** The instant the countdown runs to; `null` when the store is open for good. */
  until(now: Instant): Instant | null {
    const times = this.parts.times()
    return times && nextTurn(times, now)
  }
}
