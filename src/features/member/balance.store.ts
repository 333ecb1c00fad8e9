import type { BalanceAnswer } from '../../contract/checkout'
import { paths } from '../../contract/paths'
import { joinedById, Pages } from '../../platform/pages'
import type { Api } from '../../platform/request'

/** 余额: what there is, and every entry that made it so, latest first. */
export const balancePages = (api: Api): Pages<BalanceAnswer> =>
  new Pages({
    page: (after) => api.get<BalanceAnswer>(paths.balance, { query: { after }, keep: after === undefined }),
    kept: () => api.getCached<BalanceAnswer>(paths.balance, { query: {} }),
    joined: (before, page) => ({ ...page, entries: joinedById(before.entries, page.entries) }),
    size: ({ entries }) => entries.length,
  })
