import { SubmitAnswer, SubmitBody } from '../../src/contract/checkout'
import { paths } from '../../src/contract/paths'
import { zoneFinder } from '../delivery/zone-finder'
import type { Api } from '../http/route'
import { submit } from './submit.service'

/** 提交订单 */
export function submitRoutes(api: Api): void {
  const zones = zoneFinder()
  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.orders,
      summary: 'Place an order: judged anew, all of it taken or nothing',
      body: SubmitBody,
      answer: SubmitAnswer,
    },
    (tx, { residentId, body, now }) => submit(tx, zones, { residentId, body, now }),
  )
}
