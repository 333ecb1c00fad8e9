import { type ShareTrail, sharePath, shareQuery } from './launch-options'

/** A page to be shared: without a slash, with the query it needs. `picture`: 5:4 in chats, 1:1 in Moments. */
export type Share = {
  readonly title: string
  readonly page: string
  readonly query?: Readonly<Record<string, string>>
  readonly picture?: string
}

/** What `useShareAppMessage` must answer. Whether the card was really sent can never be known. */
export const chatCard = (share: Share, trail: ShareTrail) => ({
  title: share.title,
  path: sharePath(share.page, trail, share.query),
  ...(share.picture && { imageUrl: share.picture }),
})

/** What `useShareTimeline` must answer: a query, no path of its own. */
export const momentsCard = (share: Share, trail: ShareTrail) => ({
  title: share.title,
  query: shareQuery(trail, share.query),
  ...(share.picture && { imageUrl: share.picture }),
})
