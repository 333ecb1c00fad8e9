import type { Insertable } from 'kysely'
import type { Database } from '../../server/database/schema'
import { DAY, HOUR, type Instant, MINUTE, plus, startOfStoreDay, storeDay } from '../../src/domain/time'
import { channels } from './channels'
import type { Chance } from './random'
import { LAUNCHING, NEIGHBOUR, openedAt } from './stores'

export type Neighbour = {
  id: string
  joinedAt: Instant
  /** First touch; `null` came by themselves. */
  channelId: string | null
  sharerId: string | null
  scene: number
  lastChannelId: string | null
  claims: boolean
  /** Knew the store next door from its own opening. */
  old: boolean
}

/** When people look at their phones: before work, at noon, in the evening. */
const HOURS: readonly (readonly [number, number])[] = [
  [6, 3],
  [7, 8],
  [8, 9],
  [9, 5],
  [10, 4],
  [11, 6],
  [12, 9],
  [13, 5],
  [15, 3],
  [16, 4],
  [17, 7],
  [18, 9],
  [19, 11],
  [20, 12],
  [21, 7],
  [22, 3],
]

/** An instant of the day `daysAgo` days before `now`, before `now` in any case. */
export function momentOf(chance: Chance, now: Instant, daysAgo: number): Instant {
  const midnight = startOfStoreDay(storeDay(plus(now, -daysAgo * DAY)))
  const at = plus(midnight, chance.weighted(HOURS) * HOUR + chance.whole(0, HOUR - 1))
  return at < now ? at : plus(now, -chance.whole(MINUTE, 6 * HOUR))
}

/** Word spreads: each day brings more people than the one before. */
const DAYS_AGO = [0, 1, 2, 3, 4, 5, 6, 7].map((days) => [days, [150, 270, 240, 190, 150, 100, 60, 40][days]!] as const)

/** Who came to see the launch in the last days, and who has known the store next door for months. */
export function neighbours(chance: Chance, now: Instant, count: number): Neighbour[] {
  const joined = Array.from({ length: count }, () => momentOf(chance, now, chance.weighted(DAYS_AGO)))
  joined.sort((a, b) => a - b)
  const all: Neighbour[] = []
  for (const joinedAt of joined) {
    const sharer = all.length > 30 && chance.happens(0.17) ? chance.pick(all) : null
    const channel = chance.weighted(channels.map((one) => [one, one.fans] as const))
    const byThemselves = !sharer && chance.happens(0.06)
    const channelId = sharer ? sharer.channelId : byThemselves ? null : channel.id
    const later = chance.happens(0.14) ? chance.weighted(channels.map((one) => [one.id, one.fans] as const)) : channelId
    all.push({
      id: chance.id(joinedAt),
      joinedAt,
      channelId,
      sharerId: sharer?.id ?? null,
      scene: sharer ? chance.pick([1007, 1008, 1008]) : byThemselves ? 1089 : channel.scene,
      lastChannelId: later,
      claims: chance.happens(sharer ? 0.82 : channel.claims),
      old: false,
    })
  }
  return all
}

export function oldNeighbours(chance: Chance, now: Instant, count: number): Neighbour[] {
  const opened = openedAt(now, 120)
  return Array.from({ length: count }, () => {
    const joinedAt = plus(opened, -chance.whole(HOUR, 4 * DAY))
    return {
      id: chance.id(joinedAt),
      joinedAt,
      channelId: 'in-store-caohai',
      sharerId: null,
      scene: 1047,
      lastChannelId: 'in-store-caohai',
      claims: true,
      old: true,
    }
  })
}

export const residentRows = (chance: Chance, all: readonly Neighbour[]): Insertable<Database['resident']>[] =>
  all.map((one) => ({
    id: one.id,
    openid: `seed:${one.id}`,
    share_code: chance.code(10),
    created_at: new Date(one.joinedAt),
    first_channel_id: one.channelId,
    first_sharer_id: one.sharerId,
    first_scene: one.scene,
    first_seen_at: new Date(one.joinedAt),
    last_channel_id: one.lastChannelId,
    last_sharer_id: one.sharerId,
    last_scene: one.scene,
    last_seen_at: new Date(one.joinedAt),
  }))

const PAGES: readonly (readonly [string, number])[] = [
  ['pages/home/index', 6],
  ['packages/launch/benefits/index', 4],
  ['packages/launch/introduction/index', 2],
  ['packages/delivery/range/index', 2],
  ['packages/delivery/stores/index', 1],
  ['pages/wallet/index', 2],
]

/** The first visit opens the home page (a gift for those who came by one); some look around and come back. */
export function visitRows(chance: Chance, all: readonly Neighbour[], now: Instant): Insertable<Database['visit']>[] {
  const rows: Insertable<Database['visit']>[] = []
  for (const one of all) {
    const visit = (at: Instant, page: string, channelId: string | null) => {
      if (at >= now) return
      rows.push({
        at: new Date(at),
        store_id: one.old ? NEIGHBOUR : LAUNCHING,
        resident_id: one.id,
        page,
        scene: one.scene,
        channel_id: channelId,
        sharer_id: one.sharerId,
      })
    }
    visit(one.joinedAt, one.sharerId ? 'packages/gift/landing/index' : 'pages/home/index', one.channelId)
    const more = one.old ? 0 : chance.whole(0, 4)
    for (let i = 0; i < more; i++) {
      const later = chance.happens(0.6) ? chance.whole(20_000, 9 * MINUTE) : chance.whole(HOUR, 3 * DAY)
      visit(plus(one.joinedAt, later), chance.weighted(PAGES), one.lastChannelId)
    }
  }
  return rows.sort((a, b) => a.at.getTime() - b.at.getTime())
}
