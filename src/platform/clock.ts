import type { Instant } from '../domain/time'

/** The server's time, on any phone however wrong its clock. */
export type Clock = {
  /** Server time; the phone's own until the first sample. */
  now(): Instant
  /** The monotonic source, for measuring a round trip. */
  monotonic(): number
  /**
   * One look at the server's clock. `sentAt` and `receivedAt` are monotonic ms, `serverTime` is epoch ms.
   * The sample with the lowest round trip wins, as in NTP; a good old one loses its weight with age.
   */
  sample(sample: ClockSample): void
  /** Forgets how good the last sample was, so that the next one counts. Time goes on as it was. */
  distrust(): void
  /** Whether a server time has been seen and nothing happened since that makes it doubtful. */
  readonly trusted: boolean
}

export type ClockSample = { readonly sentAt: number; readonly receivedAt: number; readonly serverTime: number }

/** Quartz drifts by some 50 ppm, phones in pockets by more; an old sample is worse by this share of its age. */
const DRIFT = 0.0005

export function createClock(sources: { readonly monotonic: () => number; readonly wall: () => number }): Clock {
  let offset = sources.wall() - sources.monotonic()
  let best: { readonly roundTrip: number; readonly takenAt: number } | null = null

  return {
    now: () => Math.round(sources.monotonic() + offset) as Instant,
    monotonic: sources.monotonic,
    sample({ sentAt, receivedAt, serverTime }) {
      const roundTrip = receivedAt - sentAt
      if (!(roundTrip >= 0) || !Number.isFinite(serverTime)) return
      if (best && roundTrip > best.roundTrip + (receivedAt - best.takenAt) * DRIFT) return
      best = { roundTrip, takenAt: receivedAt }
      offset = serverTime + roundTrip / 2 - receivedAt
    },
    distrust() {
      best = null
    },
    get trusted() {
      return best !== null
    },
  }
}
