import type { StoreAnswer } from '../../contract/launch'
import { fill, paths } from '../../contract/paths'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** One store with its story. */
export function storeFacts(api: Api, storeId: string): Loadable<StoreAnswer> {
  const path = fill(paths.store, { storeId })
  return new Loadable(
    () => api.get<StoreAnswer>(path, { session: 'none', keep: true }),
    () => api.getCached<StoreAnswer>(path),
  )
}
