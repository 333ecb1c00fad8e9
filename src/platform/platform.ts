import { fill, paths } from '../contract/paths'
import type { SignInAnswer } from '../contract/resident'
import { applyLargeText } from './chrome'
import { type Clock, createClock } from './clock'
import { DisplaySettings } from './display-settings'
import { LaunchMemory } from './launch-memory'
import { loginCode, persona } from './login-code'
import { BEAT_MS, createMonotonic } from './monotonic'
import { newKey } from './random'
import { randomBytes } from './random-bytes'
import { type Api, createApi } from './request'
import { createSession, type Session } from './sign-in'
import { createStorage, type Storage } from './storage'
import { phoneWantsLargeText } from './system'
import { createTicker, type Ticker } from './ticker'
import { taroTransport } from './transport'

/** Everything features get from outside, made once when the app starts. */
export type Platform = {
  readonly api: Api
  readonly clock: Clock
  readonly ticker: Ticker
  readonly session: Session
  readonly storage: Storage
  readonly launch: LaunchMemory
  readonly display: DisplaySettings
  /** A fresh idempotency key; keep it while the same tap is repeated. */
  readonly newKey: () => Promise<string>
  /** Address of a picture of the API by its name or its path (a photograph), or `url` itself when it is one already. */
  readonly pictureUrl: (nameOrUrl: string) => string
  /** The app is on screen again, or no longer. */
  readonly shown: () => void
  readonly hidden: () => void
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const performanceNow = typeof performance === 'object' && performance.now ? () => performance.now() : null

/** The clock with its heartbeat: after sleep, or when somebody set the phone's clock, the server is asked again. */
function startClock(askServer: () => void) {
  let doubt: () => void = () => undefined
  const monotonic = createMonotonic({ wall: Date.now, performanceNow, onJump: () => doubt() })
  const clock = createClock({ monotonic: monotonic.now, wall: Date.now })
  doubt = () => {
    clock.distrust()
    askServer()
  }
  let beating: ReturnType<typeof setInterval> | null = null
  const beat = (on: boolean): void => {
    if (beating) clearInterval(beating)
    beating = on ? setInterval(monotonic.beat, BEAT_MS) : null
  }
  return { clock, monotonic, beat }
}

export function createPlatform(): Platform {
  const storage = createStorage(`xiansheng.${persona()}`)
  const launch = new LaunchMemory()
  const { clock, monotonic, beat } = startClock(() => void api.get(paths.clock, { session: 'none' }))
  const session = createSession({
    storage,
    now: clock.now,
    loginCode,
    exchange: (code) => api.post<SignInAnswer>(paths.sessions, { code }, { session: 'none' }),
    singlePage: () => launch.current.singlePage,
  })
  const freshKey = (): Promise<string> => newKey(randomBytes)
  const api: Api = createApi({
    baseUrl: API_BASE,
    transport: taroTransport,
    session,
    storage,
    clock,
    newKey: freshKey,
    wait,
    random: Math.random,
  })
  const ticker = createTicker({
    now: clock.now,
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  })
  const display = new DisplaySettings({
    storage: createStorage('xiansheng'),
    phoneWantsLargeText,
    apply: applyLargeText,
  })

  return {
    api,
    clock,
    ticker,
    session,
    storage,
    launch,
    display,
    newKey: freshKey,
    pictureUrl: (name) => {
      if (name.startsWith('/v1/')) return API_BASE + name
      return /^(https?:|data:|\/)/.test(name) ? name : API_BASE + fill(paths.picture, { name })
    },
    shown() {
      monotonic.resumed()
      beat(true)
      ticker.shown()
      display.lookAgain()
    },
    hidden() {
      ticker.hidden()
      beat(false)
      monotonic.suspended()
    },
  }
}
