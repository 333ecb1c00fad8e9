import type { Share } from '../../platform/share'

const PAGE = 'packages/gift/landing/index'

/** The card a neighbour gets: opens the landing page of this one gift. `picture` is 5:4. */
export const giftCard = (token: string, title: string, picture: string): Share => ({
  title: `我送你一张${title}，点开就能收`,
  page: PAGE,
  query: { g: token },
  picture,
})
