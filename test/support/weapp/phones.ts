// Phones of several people on one real API with the seeded launch.
//
//   const { phone } = await phonesOnApi()
//   const anna = await phone('a')
//   const ben = await phone('b', openedFrom(await anna.share('发给邻居')))
//   const clerk = await phone('clerk', { path: 'staff/counter/index' })
//
// Time is one for all: the API shows the latest time any phone has reached, and a phone that is taken out starts there.
import { afterEach } from 'vitest'
import { type BootOptions, bootWeapp, type Weapp } from './boot'
import { MORNING, runningApi } from './running-api'

type RunningApi = Awaited<ReturnType<typeof runningApi>>

export interface PhonesOnApi extends Omit<RunningApi, 'follow'> {
  /**
   * Boots the app on the phone of the person with this name: somebody of the seed (mock/personas.ts), else a new neighbour.
   * Each call is another phone, unless it is given the storage of one before. `startAt` turns everybody's time to there.
   */
  phone(name: string, options?: BootOptions): Promise<Weapp>
}

/** Call it at the top of a test file. Phones are closed after each test, the API after the last. */
export async function phonesOnApi(): Promise<PhonesOnApi> {
  const { follow, ...api } = await runningApi()
  const phones: Weapp[] = []
  const time = { now: MORNING as number }
  follow(time)
  afterEach(() => {
    for (const phone of phones.splice(0)) phone.close()
  })

  const phone = async (name: string, options: BootOptions = {}): Promise<Weapp> => {
    time.now = options.startAt ?? time.now
    const app = await bootWeapp({
      api: api.url,
      paySide: api.paySide,
      startAt: time.now,
      onTime: (now) => {
        time.now = Math.max(time.now, now)
      },
      ...options,
      persona: { loginCode: () => name, ...options.persona },
    })
    phones.push(app)
    return app
  }
  return { ...api, phone }
}
