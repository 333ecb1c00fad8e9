import { beforeEach, describe, expect, it } from 'vitest'
import { reviewsOf } from '../../../server/review/review.service'
import { fill, paths } from '../../../src/contract/paths'
import { plus } from '../../../src/domain/time'
import { type Heard, NOON, testApp } from '../../support/app'
import { aResident, aStaffMember, aStore, type Resident } from '../../support/factories'
import { anOrderRow, someGoods, type SomeGoods } from '../../support/factories-mall'
import { tally } from '../../support/packing'
import { jpeg } from '../../support/pictures'

const { as, db, clock } = await testApp()
const store = await aStore(db)
const manager = await aStaffMember(db, store.id, 'manager')
const clerk = await aStaffMember(db, store.id, 'clerk')

let wang: Resident
let tomato: SomeGoods
beforeEach(async () => {
  clock.set(NOON)
  wang = await aResident(db)
  tomato = await someGoods(db, store.id)
})

const taken = async (over: Parameters<typeof anOrderRow>[2] = {}, goods = tomato): Promise<string> =>
  (
    await anOrderRow(db, store.id, {
      resident_id: wang.id,
      state: 'collected',
      contact_name: '王小明',
      lines: [{ goodsId: goods.id, quantity: 1 }],
      ...over,
    })
  ).id
const reviews = (orderId: string, over: object = {}, who = wang): Promise<Heard> =>
  as(who).post(fill(paths.orderReview, { orderId }), { score: 5, words: '番茄很甜', photoIds: [], ...over })
const ofGoods = async (goods = tomato, after?: string) =>
  (
    await as().get(
      fill(paths.goodsReviews, { storeId: store.id, goodsId: goods.id }) +
        (after === undefined ? '' : `?after=${after}`),
    )
  ).body
const listed = async (state: string) =>
  (await as(manager).get(`${fill(paths.staffReviews, { storeId: store.id })}?state=${state}`)).body.reviews
const decides = (reviewId: string, body: object, who: { token: string } = manager, storeId = store.id) =>
  as(who).post(fill(paths.staffDecideReview, { storeId, reviewId }), body)
const order = async (orderId: string) => (await as(wang).get(fill(paths.order, { orderId }))).body
const idOf = async (orderId: string): Promise<string> =>
  (await db.selectFrom('review').select('id').where('order_id', '=', orderId).executeTakeFirstOrThrow()).id
const said = ({ body }: Heard): string => body.error?.code ?? 'ok'

describe('a review', () => {
  it('is read by nobody before the store has looked at it; then beside the goods, its author masked', async () => {
    const orderId = await taken()
    expect((await order(orderId)).may.review).toBe(true)
    expect(said(await reviews(orderId))).toBe('ok')
    const mine = await order(orderId)
    expect([mine.review, mine.may.review]).toEqual([
      { score: 5, words: '番茄很甜', photos: [], state: 'waiting', answer: null },
      false,
    ])
    expect(mine.steps[0]).toMatchObject({ kind: 'reviewed', words: '你评价了这一单' })
    expect(await ofGoods()).toEqual({ reviews: [], next: null })
    const id = await idOf(orderId)
    expect((await listed('waiting')).find((one: { id: string }) => one.id === id)).toMatchObject({
      score: 5,
      words: '番茄很甜',
      who: '王**',
      state: 'waiting',
      orderNumber: mine.number,
    })
    expect(said(await decides(id, { show: true, answer: '谢谢，明早还有' }))).toBe('ok')
    expect(await ofGoods()).toEqual({
      reviews: [{ id, score: 5, words: '番茄很甜', photos: [], who: '王**', at: NOON, answer: '谢谢，明早还有' }],
      next: null,
    })
    expect((await order(orderId)).review).toMatchObject({ state: 'shown', answer: '谢谢，明早还有' })
  })

  it('is given once, also when it is sent ten times at once', async () => {
    const orderId = await taken()
    expect(tally(await Promise.all(Array.from({ length: 10 }, () => reviews(orderId))))).toEqual({
      ok: 1,
      REVIEW_GIVEN: 9,
    })
  })

  it.each(['paid', 'ready', 'delivering', 'cancelled'] as const)(
    'of an order that is not in one’s hands is too early (%s)',
    async (state) => {
      const over =
        state === 'delivering' ? { address_lat: 26.8, address_lng: 104.2, fulfilment: 'delivery' as const } : {}
      expect(said(await reviews(await taken({ state, ...over })))).toBe('REVIEW_TOO_EARLY')
    },
  )

  it('of somebody else’s order there is none', async () => {
    expect(said(await reviews(await taken(), {}, await aResident(db)))).toBe('ORDER_NOT_FOUND')
  })

  it('in words that WeChat rejects is not kept; without words nothing has to be asked', async () => {
    const orderId = await taken()
    expect(said(await reviews(orderId, { words: '违禁' }))).toBe('TEXT_REJECTED')
    expect((await order(orderId)).review).toBeNull()
    expect(said(await reviews(orderId, { words: ' ' }))).toBe('ok')
    expect((await order(orderId)).review.words).toBe('')
  })

  it('shows photographs of one’s own that show nothing else', async () => {
    const { body: photo } = await as(wang).post(paths.photos, { base64: jpeg().toString('base64') })
    const [first, second] = [await taken(), await taken()]
    expect(said(await reviews(first, { photoIds: [photo.photoId] }))).toBe('ok')
    expect((await order(first)).review.photos).toEqual([photo.url])
    expect(said(await reviews(second, { photoIds: [photo.photoId] }))).toBe('PHOTO_NOT_FOUND')
    expect((await order(second)).review).toBeNull()
  })

  it('is about what was handed over: not about what was missing or a substitute that was declined', async () => {
    const missing = await someGoods(db, store.id)
    const orderId = await taken({
      lines: [
        { goodsId: tomato.id, quantity: 2 },
        { goodsId: missing.id, quantity: 1 },
      ],
    })
    await db
      .updateTable('order_line')
      .set({ picked_quantity: 0 })
      .where('order_id', '=', orderId)
      .where('goods_id', '=', missing.id)
      .execute()
    await reviews(orderId)
    await decides(await idOf(orderId), { show: true })
    expect([(await ofGoods()).reviews.length, (await ofGoods(missing)).reviews.length]).toEqual([1, 0])
  })
})

describe('the store decides', () => {
  it('what is hidden is read by nobody, also when it was shown before; the last word counts', async () => {
    const orderId = await taken()
    await reviews(orderId)
    const id = await idOf(orderId)
    await decides(id, { show: true, answer: '谢谢' })
    expect(await reviewsOf(db, store.id, tomato.id)).toEqual({ count: 1, average: 5 })
    await decides(id, { show: false })
    expect([(await ofGoods()).reviews, await reviewsOf(db, store.id, tomato.id)]).toEqual([
      [],
      { count: 0, average: null },
    ])
    expect((await listed('hidden')).find((one: { id: string }) => one.id === id).answer).toBe('谢谢')
    await decides(id, { show: true, answer: '' })
    expect((await ofGoods()).reviews[0].answer).toBeNull()
    const audited = await db
      .selectFrom('audit_log')
      .select(['action', 'before', 'after'])
      .where('subject', '=', id)
      .orderBy('id')
      .execute()
    expect(audited.map(({ action, after }) => [action, (after as { state: string }).state])).toEqual([
      ['review.decided', 'shown'],
      ['review.decided', 'hidden'],
      ['review.decided', 'shown'],
    ])
  })

  it('two at once: it is shown once or not at all', async () => {
    const orderId = await taken()
    await reviews(orderId)
    const id = await idOf(orderId)
    const heard = await Promise.all([true, false, true, false, true].map((show) => decides(id, { show })))
    expect(tally(heard)).toEqual({ ok: 5 })
    const { state } = await db.selectFrom('review').select('state').where('id', '=', id).executeTakeFirstOrThrow()
    expect((await ofGoods()).reviews).toHaveLength(state === 'shown' ? 1 : 0)
  })

  it('its answer is read by everybody, so WeChat looks at it too', async () => {
    const orderId = await taken()
    await reviews(orderId)
    expect(said(await decides(await idOf(orderId), { show: true, answer: '违禁' }))).toBe('TEXT_REJECTED')
    expect((await order(orderId)).review.state).toBe('waiting')
  })

  it('not a clerk, and not another store', async () => {
    const orderId = await taken()
    await reviews(orderId)
    const id = await idOf(orderId)
    const elsewhere = await aStore(db)
    const stranger = await aStaffMember(db, elsewhere.id, 'owner')
    expect(said(await decides(id, { show: true }, clerk))).toBe('NOT_ALLOWED')
    expect(said(await decides(id, { show: true }, stranger))).toBe('NOT_ALLOWED')
    expect(said(await decides(id, { show: true }, stranger, elsewhere.id))).toBe('REVIEW_NOT_FOUND')
  })
})

describe('what neighbours said of goods', () => {
  it('comes latest first, ten a page, none twice and none left out, also of one millisecond', async () => {
    const given: string[] = []
    for (let n = 0; n < 23; n++) {
      clock.set(plus(NOON, Math.floor(n / 2)))
      const orderId = await taken()
      await reviews(orderId, { score: (n % 5) + 1, words: `第 ${n} 条` })
      given.push(await idOf(orderId))
      await decides(given.at(-1)!, { show: true })
    }
    const seen: { id: string; at: number }[] = []
    const sizes: number[] = []
    let next: string | undefined
    do {
      const page = await ofGoods(tomato, next)
      sizes.push(page.reviews.length)
      seen.push(...page.reviews)
      next = page.next ?? undefined
    } while (next !== undefined)
    expect(sizes).toEqual([10, 10, 3])
    expect(seen.map(({ id }) => id).sort()).toEqual([...given].sort())
    expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).sort((a, b) => b - a))
    expect(await reviewsOf(db, store.id, tomato.id)).toEqual({ count: 23, average: 2.9 })
  })

  it('may be kept for a while, and goods that the store does not have are not found', async () => {
    const heard = await as().get(fill(paths.goodsReviews, { storeId: store.id, goodsId: tomato.id }))
    expect(heard.headers['cache-control']).toBe('public, max-age=30')
    const elsewhere = await aStore(db)
    const nothing = await as().get(fill(paths.goodsReviews, { storeId: elsewhere.id, goodsId: tomato.id }))
    expect([nothing.status, said(nothing)]).toEqual([404, 'GOODS_NOT_FOUND'])
  })
})
