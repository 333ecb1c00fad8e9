import { fill, paths } from '../../src/contract/paths'
import type { TestApp } from './app'
import type { Resident, Store } from './factories'
import { packer } from './packing'
import { aPaidOrder, type SubmitOver, type Wanted } from './shopping'

export type TakenHome = Wanted & {
  readonly name: string /** Found on the shelf: units, and grams by weight. */
  readonly found?: number
  readonly grams?: number
}

/**
 * An order that went the whole way over the API: bought, paid with WeChat, picked (all that was ordered unless `found` says less),
 * collected at the counter. @returns the order's id
 */
export async function takesHome(
  test: TestApp,
  who: Resident,
  store: Store,
  staff: { token: string },
  wanted: readonly TakenHome[],
  over: SubmitOver = {},
): Promise<string> {
  const orderId = await aPaidOrder(test, who, store, wanted, { now: test.clock.now(), ...over })
  const picker = packer(test, staff, store)
  const steps = [await picker.starts(orderId)]
  for (const { name, quantity = 1, found = quantity, grams } of wanted)
    steps.push(await picker.picks(orderId, name, found, grams))
  steps.push(await picker.ready(orderId))
  const code = await test.as(who).get(fill(paths.orderCode, { orderId }))
  steps.push(code)
  const { text } = code.body.qrs[0]
  steps.push(await test.as(staff).post(fill(paths.staffVerify, { storeId: store.id }), { code: text, till: '3 号台' }))
  const refused = steps.find(({ status }) => status !== 200)
  if (refused) throw new Error(`Not taken home: ${JSON.stringify(refused.body)}`)
  return orderId
}
