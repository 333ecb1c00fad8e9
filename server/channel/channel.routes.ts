import { Type } from 'typebox'
import { paths } from '../../src/contract/paths'
import { VisitBody } from '../../src/contract/resident'
import { Done, StoreId } from '../../src/contract/scalars'
import { ChannelPictureAnswer } from '../../src/contract/staff'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import * as service from './channel.service'

/** Where people come from: their visits, and the codes that are printed for them. */
export function channelRoutes(api: Api, { database: { db }, wechat }: Outside): void {
  api.write(
    'POST',
    {
      who: 'public',
      url: paths.visits,
      summary: 'Somebody opened a page, and where they came from',
      body: VisitBody,
      answer: Done,
    },
    (tx, { residentId, body, now }) => service.visit(tx, residentId, body, now),
  )

  api.read(
    {
      who: { staff: 'publish' },
      url: paths.staffScene,
      summary: "A channel code's mini-program code, to print",
      params: Type.Object({ storeId: StoreId, code: Type.String({ pattern: '^[A-Za-z0-9_-]{1,24}$' }) }),
      answer: ChannelPictureAnswer,
    },
    ({ staff, params }) => service.codePicture(db, wechat, staff.storeId, params.code),
  )
}
