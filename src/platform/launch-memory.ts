import { makeAutoObservable } from 'mobx'
import { type Launch, type RawLaunch, readLaunch } from './launch-options'

/**
 * How the app was opened last. A hot start from another card comes through `onShow`, a cold one through `onLaunch` and
 * then `onShow`, so both are read; coming back without a trace (from the desktop, from a scan) keeps the last one.
 */
export class LaunchMemory {
  current: Launch = readLaunch()

  constructor() {
    makeAutoObservable(this, {}, { autoBind: true })
  }

  opened(raw: RawLaunch): void {
    const next = readLaunch(raw)
    const saysMore = next.channel !== null || next.sharer !== null || next.token !== null
    if (saysMore || this.current.scene === 0) {
      this.current = next
      return
    }
    const { channel, sharer, token } = this.current
    this.current = { ...next, channel, sharer, token }
  }
}
