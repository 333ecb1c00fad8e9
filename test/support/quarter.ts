import { randomUUID } from 'node:crypto'
import type { Role } from '../../src/domain/staff/role'
import { ROLES } from '../../src/domain/staff/role'
import { NOON, type TestApp } from './app'
import { afterSaleExamples } from './quarter-after-sale'
import { cartExamples } from './quarter-cart'
import { catalogExamples } from './quarter-catalog'
import { counterExamples } from './quarter-counter'
import { orderExamples } from './quarter-mall'
import { staffOrderExamples } from './quarter-staff'
import type { TillKey } from './till'
import { aBatch, aBenefit, aChannel, aCoupon, aResident, aStaffMember, aStore, type StaffMember } from './factories'

/** What a caller would send to a route so that it does its work. */
export type Example = {
  /** Who asks, where it is somebody in particular. */
  readonly as?: { readonly token: string }
  /** Which till signs, where nobody is signed in. */
  readonly till?: TillKey
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: object
  /** The same route asked for something else. */
  readonly other?: { readonly params?: Readonly<Record<string, string>>; readonly body?: object }
}

const HOUR = 3_600_000

/** Two stores with a team each, two neighbours, and one of everything that can be held, given, used and published. */
export async function aQuarter(test: TestApp) {
  const { db, as, maps } = test
  const store = await aStore(db, { name: '威宁广场店' })
  const elsewhere = await aStore(db, { name: '草海店' })
  const teamOf = async (storeId: string): Promise<Record<Role, StaffMember>> => {
    const members = await Promise.all(ROLES.map((role) => aStaffMember(db, storeId, role)))
    return Object.fromEntries(ROLES.map((role, i) => [role, members[i]])) as Record<Role, StaffMember>
  }
  const team = await teamOf(store.id)
  const others = await teamOf(elsewhere.id)
  const wang = await aResident(db)
  const zhao = await aResident(db)
  const { id: heldBatchId } = await aBatch(db, store.id)
  const { id: batchId } = await aBatch(db, store.id, { per_person: 50 })
  const { id: otherBatchId } = await aBatch(db, store.id, { per_person: 50 })
  await aBenefit(db, store.id)
  const channel = await aChannel(db)
  maps.places.set('阳光花园', { lat: 26.86, lng: 104.28, datum: 'gcj02' } as never)

  let seq = 0
  const held = async (holder = wang): Promise<string> => (await aCoupon(db, heldBatchId, holder, { seq: ++seq })).id
  const gift = async (): Promise<{ giftId: string; token: string }> =>
    (await as(zhao).post(`/v1/coupons/${await held(zhao)}/gift`, { giverName: '赵', message: '' })).body
  const code = async (): Promise<string> =>
    (await as(wang).get(`/v1/coupons/${await held()}/code`)).body.qrs[0].text as string
  const staffUrl = `/v1/staff/stores/${store.id}`
  const verification = async (): Promise<string> =>
    (await as(team.clerk).post(`${staffUrl}/verifications`, { code: await code(), till: '3 号台' })).body.verificationId
  const invitation = async (): Promise<{ invitationId: string; token: string }> =>
    (await as(team.owner).post(`${staffUrl}/invitations`, { name: '小周', role: 'clerk' })).body
  const grant = async (): Promise<string> => (await aStaffMember(db, store.id, 'clerk', '小吴')).grantId

  const inStore = { params: { storeId: store.id } }
  const point = { lat: 26.8566, lng: 104.2786, datum: 'gcj02' }
  const publish = {
    title: '开业满减券',
    note: '',
    value: { kind: 'amount-off', off: 500, threshold: 3000 },
    benefit: false,
    usableOnline: true,
    usableCounter: true,
    maxHops: 1,
    total: 100,
    perPerson: 1,
    perDay: null,
    claimOpensAt: NOON,
    claimClosesAt: NOON + HOUR,
    useOpensAt: null,
    useClosesAt: null,
    useDays: 7,
    remindHours: 24,
    channelIds: null,
  }

  const mall = await orderExamples({ test, store, wang, manager: team.manager })
  const packing = await staffOrderExamples({ test, store, wang, manager: team.manager })
  const counter = await counterExamples({ test, store, wang, manager: team.manager })
  const afterSale = await afterSaleExamples({ test, store, wang, manager: team.manager })
  const catalog = await catalogExamples({ test, store })
  const carts = await cartExamples({ test, store, wang, manager: team.manager })

  /** One per published route; made when asked for, since most work only once. */
  const examples: Readonly<Record<string, () => Promise<Example> | Example>> = {
    'GET /healthz': () => ({}),
    'GET /readyz': () => ({}),
    'GET /metrics': () => ({}),
    'GET /v1/clock': () => ({}),
    'POST /v1/sessions': () => ({ body: { code: 'wang' } }),
    'DELETE /v1/sessions/current': async () => ({ as: await aResident(db) }),
    'GET /v1/me': () => ({}),
    'PUT /v1/me/settings': () => ({ body: { remindBeforeEnd: false }, other: { body: { remindBeforeEnd: true } } }),
    'POST /v1/visits': () => ({
      body: { page: 'pages/home/index', storeId: store.id, touch: { channel: channel.code } },
      other: { body: { page: 'pages/home/index', touch: {} } },
    }),
    'GET /v1/stores': () => ({}),
    'GET /v1/stores/{storeId}': () => inStore,
    'GET /v1/stores/{storeId}/launch': () => inStore,
    'GET /v1/stores/{storeId}/zones': () => inStore,
    'GET /v1/stores/{storeId}/batches': () => inStore,
    'GET /v1/pictures/{name}.svg': () => ({ params: { name: 'tomato' } }),
    'POST /v1/delivery/answer': () => ({ body: { point } }),
    'POST /v1/delivery/places': () => ({ body: { text: '阳光' } }),
    'POST /v1/batches/{batchId}/claim': () => ({
      params: { batchId },
      body: {},
      other: { params: { batchId: otherBatchId }, body: {} },
    }),
    'GET /v1/me/claims': () => ({}),
    'GET /v1/coupons': () => ({ query: 'shelf=usable' }),
    'GET /v1/coupons/{couponId}': async () => ({ params: { couponId: await held() } }),
    'GET /v1/coupons/{couponId}/code': async () => ({ params: { couponId: await held() } }),
    'POST /v1/coupons/{couponId}/gift': async () => ({
      params: { couponId: await held() },
      body: { giverName: '王小明', message: '新店开业，送你一张' },
      other: { body: { giverName: '', message: '' } },
    }),
    'GET /v1/gifts': () => ({}),
    'POST /v1/gifts/look': async () => ({ body: { token: (await gift()).token } }),
    'POST /v1/gifts/accept': async () => ({
      body: { token: (await gift()).token },
      other: { body: { token: (await gift()).token } },
    }),
    'POST /v1/gifts/{giftId}/take-back': async () => {
      const given = await as(wang).post(`/v1/coupons/${await held()}/gift`, { giverName: '', message: '' })
      return { params: { giftId: given.body.giftId }, other: { params: { giftId: randomUUID() } } }
    },
    'GET /v1/subscribe-templates': () => ({}),
    'POST /v1/subscribe-consents': () => ({
      body: { results: [{ templateId: 'tmpl-opening', result: 'accept' }], storeId: store.id },
      other: { body: { results: [{ templateId: 'tmpl-opening', result: 'reject' }] } },
    }),
    'GET /v1/inbox': () => ({}),
    'POST /v1/inbox/read': () => ({
      body: { messageIds: [randomUUID()] },
      other: { body: { messageIds: [randomUUID()] } },
    }),
    'POST /v1/staff/stores/{storeId}/verifications/preview': async () => ({ ...inStore, body: { code: await code() } }),
    'POST /v1/staff/stores/{storeId}/verifications': async () => ({
      ...inStore,
      body: { code: await code(), till: '3 号台' },
      other: { body: { code: await code(), till: '3 号台' } },
    }),
    'GET /v1/staff/stores/{storeId}/verifications': () => inStore,
    'POST /v1/staff/stores/{storeId}/verifications/{verificationId}/reverse': async () => ({
      params: { storeId: store.id, verificationId: await verification() },
      body: { reason: '点错了' },
      other: { body: { reason: '顾客不要了' } },
    }),
    'GET /v1/staff/stores/{storeId}/claims': () => inStore,
    'GET /v1/staff/stores/{storeId}/stock-plan': () => inStore,
    'GET /v1/staff/stores/{storeId}/team': () => inStore,
    'POST /v1/staff/stores/{storeId}/invitations': () => ({
      ...inStore,
      body: { name: '小周', role: 'clerk' },
      other: { body: { name: '小郑', role: 'clerk' } },
    }),
    'POST /v1/staff/stores/{storeId}/invitations/{invitationId}/revoke': async () => ({
      params: { storeId: store.id, invitationId: (await invitation()).invitationId },
      other: { params: { storeId: store.id, invitationId: randomUUID() } },
    }),
    'POST /v1/staff/stores/{storeId}/grants/{grantId}/revoke': async () => ({
      params: { storeId: store.id, grantId: await grant() },
      other: { params: { storeId: store.id, grantId: randomUUID() } },
    }),
    'GET /v1/staff/stores/{storeId}/audit': () => inStore,
    'GET /v1/staff/stores/{storeId}/batches': () => inStore,
    'POST /v1/staff/stores/{storeId}/batches': () => ({
      ...inStore,
      body: publish,
      other: { body: { ...publish, total: 200 } },
    }),
    'POST /v1/staff/stores/{storeId}/batches/{batchId}/withdraw': async () => ({
      params: { storeId: store.id, batchId: (await aBatch(db, store.id)).id },
      other: { params: { storeId: store.id, batchId: randomUUID() } },
    }),
    'GET /v1/staff/stores/{storeId}/channel-codes/{code}/picture': () => ({
      params: { storeId: store.id, code: channel.code },
    }),
    'POST /v1/staff/invitations/look': async () => ({ body: { token: (await invitation()).token } }),
    'POST /v1/staff/invitations/accept': async () => ({
      as: await aResident(db),
      body: { token: (await invitation()).token },
      other: { body: { token: (await invitation()).token } },
    }),
    ...mall,
    ...counter,
    ...packing,
    ...carts,
    ...catalog,
    ...afterSale,
  }
  return { store, elsewhere, team, others, wang, zhao, batchId, channel, examples, held, gift, invitation, code }
}
export type Quarter = Awaited<ReturnType<typeof aQuarter>>
