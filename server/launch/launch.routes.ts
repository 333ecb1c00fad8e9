import { Type } from 'typebox'
import { LaunchAnswer, StoreAnswer, StoresAnswer } from '../../src/contract/launch'
import { paths } from '../../src/contract/paths'
import { StoreId } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { allStores, introduction, launchFacts } from './launch.service'

const StoreParams = Type.Object({ storeId: StoreId })

/** What is the same for everybody: a shared cache in front takes the opening second. */
export function launchRoutes(api: Api, { database: { db } }: Outside): void {
  const facts = launchFacts(db)

  api.read(
    { who: 'public', url: paths.stores, summary: 'All stores', answer: StoresAnswer, cacheSeconds: 60 },
    async () => ({ stores: await allStores(db) }),
  )

  api.read(
    {
      who: 'public',
      url: paths.store,
      summary: 'A store and its story',
      params: StoreParams,
      answer: StoreAnswer,
      cacheSeconds: 60,
    },
    ({ params }) => introduction(db, params.storeId),
  )

  api.read(
    {
      who: 'public',
      url: paths.launch,
      summary: 'What the home page needs of a launch',
      params: StoreParams,
      answer: LaunchAnswer,
      cacheSeconds: 5,
    },
    ({ params, now }) => facts(params.storeId, now),
  )
}
