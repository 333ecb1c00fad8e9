import { randomUUID } from 'node:crypto'
import { issueOrderCode } from '../../server/verification/code.service'
import { fill, paths } from '../../src/contract/paths'
import { keys } from './app'
import { aReadyOrder, someGoods } from './factories-mall'
import type { Example } from './quarter'
import type { MallQuarter } from './quarter-mall'

/** One example per route that hands orders over at the counter. */
export async function counterExamples({
  test,
  store,
  wang,
  manager,
}: MallQuarter): Promise<Record<string, () => Promise<Example> | Example>> {
  const { db, as, clock } = test
  const storeId = store.id
  const goods = await someGoods(db, storeId, { stock: 1_000_000 })
  const inStore = { params: { storeId } }

  const ready = async () => {
    const { id } = await aReadyOrder(db, storeId, { goods, resident: wang })
    const { qrs } = await issueOrderCode(db, keys, { orderId: id, now: clock.now() })
    return { id, code: qrs[0]!.text }
  }
  const told = async () => {
    const { id, code } = await ready()
    const { asOf, until, digest, signature } = (await as(manager).get(fill(paths.staffOfflineList, { storeId }))).body
    return { code, orderId: id, till: '3 号台', at: clock.now(), list: { asOf, until, digest, signature } }
  }
  const handover = async (): Promise<string> => {
    const { code } = await ready()
    return (await as(manager).post(fill(paths.staffVerify, { storeId }), { code, till: '3 号台' })).body.handoverId
  }
  const conflict = async (): Promise<string> => {
    const body = { handovers: [{ ...(await told()), orderId: randomUUID() }] }
    await as(manager).post(fill(paths.staffSettle, { storeId }), body)
    const { conflicts } = (await as(manager).get(fill(paths.staffConflicts, { storeId }))).body
    return conflicts.find(({ resolvedAt }: { resolvedAt: number | null }) => resolvedAt === null).id
  }
  const ofWang = (await ready()).id
  return {
    'GET /v1/orders/{orderId}/code': () => ({ params: { orderId: ofWang } }),
    'POST /v1/staff/stores/{storeId}/handovers/{handoverId}/reverse': async () => ({
      params: { storeId, handoverId: await handover() },
      body: { reason: '交错人了' },
      other: { body: { reason: '顾客不要了' } },
    }),
    'GET /v1/staff/stores/{storeId}/offline-list': () => inStore,
    'POST /v1/staff/stores/{storeId}/settlements': async () => ({
      ...inStore,
      body: { handovers: [await told()] },
      other: { body: { handovers: [await told()] } },
    }),
    'GET /v1/staff/stores/{storeId}/conflicts': () => inStore,
    'POST /v1/staff/stores/{storeId}/conflicts/{conflictId}/resolve': async () => ({
      params: { storeId, conflictId: await conflict() },
      body: { resolution: '顾客把货退回来了' },
      other: { body: { resolution: '已经和顾客说好' } },
    }),
  }
}
