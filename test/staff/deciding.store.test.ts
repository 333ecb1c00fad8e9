import { describe, expect, it } from 'vitest'
import type { StaffRefundRequestsAnswer, StaffReviewsAnswer } from '../../src/contract/staff-order'
import { RefundsStore } from '../../src/staff/refunds/refunds.store'
import { ReviewsStore } from '../../src/staff/reviews/reviews.store'
import { TillKeysStore } from '../../src/staff/till-keys/till-keys.store'
import { fakeApi, lost, ok, refused } from './fake-api'

const request: StaffRefundRequestsAnswer['requests'][number] = {
  id: 'r1',
  orderId: 'o1',
  orderNumber: '202608130042',
  customer: '张** · 尾号 8000',
  state: 'asked',
  reason: 'not-fresh',
  words: '叶子黄了',
  photos: [],
  fen: 1380,
  given: null,
  answer: null,
  createdAt: 0,
  decidedAt: null,
  decidedBy: null,
  lines: [],
}
const done = ok({ done: true })

describe('a request for money back', () => {
  function desk() {
    const server = fakeApi((_, { state }) => ok({ requests: state === 'asked' ? [request] : [], next: null }))
    return { ...server, store: new RefundsStore(server.api, 'here', server.newKey) }
  }

  it('is agreed to as asked, or to less; never to more, nor to nothing', async () => {
    const { store, heard, answer } = desk()
    store.open(request, true)
    expect([store.typed, store.given]).toEqual(['13.8', 1380])
    for (const [typed, wrong] of [
      ['13.81', '不能比顾客要的多'],
      ['0', '输入要退多少'],
      ['', '输入要退多少'],
    ] as const) {
      store.type(typed)
      expect(store.wrong).toBe(wrong)
      await store.decide()
    }
    expect(heard).toEqual([])
    store.type('6.9')
    void store.decide()
    await answer(done)
    expect(heard.map(({ path, body }) => [path, body])).toEqual([
      ['/v1/staff/stores/here/refund-requests/r1/decide', { agreed: true, fen: 690, answer: '' }],
    ])
    expect(store.target).toBeNull()
  })

  it('is declined with a reason, never without', async () => {
    const { store, heard, answer } = desk()
    store.open(request, false)
    store.write('  ')
    await store.decide()
    expect([heard, store.wrong]).toEqual([[], '写一句原因，顾客会看到'])
    store.write('照片看不清，请重拍')
    void store.decide()
    await answer(done)
    expect(heard.map(({ body }) => body)).toEqual([{ agreed: false, answer: '照片看不清，请重拍' }])
  })

  it('decided by a colleague meanwhile stays on the sheet with the reason, and the list is asked for anew', async () => {
    const { store, answer, asked } = desk()
    await store.shelves.load()
    store.open(request, true)
    void store.decide()
    await answer(refused('REFUND_DECIDED', '这个退款申请已经处理过了'))
    expect([store.target?.id, store.deciding.error?.code, asked.length]).toEqual(['r1', 'REFUND_DECIDED', 2])
  })

  it('a lost answer is asked again with its key, another amount with another', async () => {
    const { store, heard, answer } = desk()
    store.open(request, true)
    void store.decide()
    await answer(lost)
    void store.decide()
    await answer(lost)
    store.type('5')
    void store.decide()
    await answer(done)
    expect(heard.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-2'])
  })
})

describe('a review', () => {
  const review: StaffReviewsAnswer['reviews'][number] = {
    id: 'v1',
    orderNumber: '202608130042',
    score: 4,
    words: '挑得仔细',
    photos: [],
    who: '张**',
    at: 0,
    state: 'waiting',
    answer: null,
  }
  function desk() {
    const server = fakeApi(() => ok({ reviews: [review], next: null }))
    return { ...server, store: new ReviewsStore(server.api, 'here', server.newKey) }
  }

  it('is shown or hidden by one tap, its answer as it was', async () => {
    const { store, heard, answer } = desk()
    void store.decide(review, true)
    void store.decide(review, false)
    await answer(done)
    expect(heard.map(({ path, body }) => [path, body])).toEqual([
      ['/v1/staff/stores/here/reviews/v1/decide', { show: true }],
    ])
  })

  it('is answered where everybody reads it; an empty answer takes it away', async () => {
    const { store, heard, answer } = desk()
    store.open(review)
    store.write(' 谢谢，明天的青菜更好 ')
    void store.reply()
    await answer(done)
    store.open({ ...review, state: 'shown', answer: '谢谢' })
    expect(store.answer).toBe('谢谢')
    store.write('')
    void store.reply()
    await answer(done)
    expect(heard.map(({ body }) => body)).toEqual([
      { show: true, answer: '谢谢，明天的青菜更好' },
      { show: true, answer: '' },
    ])
  })
})

describe('a key of a till', () => {
  function desk() {
    const server = fakeApi(() => ok({ keys: [] }))
    return { ...server, store: new TillKeysStore(server.api, 'here', server.newKey) }
  }

  it('is made once, also over a lost answer, and its secret is there until it is put away', async () => {
    const { store, heard, answer } = desk()
    await store.make()
    store.call(' 1 号收银机 ')
    void store.make()
    void store.make()
    await answer(lost)
    void store.make()
    await answer(ok({ keyId: 'k1', secret: 's' }))
    expect(heard.map(({ body, key }) => [body, key])).toEqual([
      [{ name: '1 号收银机', source: 'till' }, 'key-1'],
      [{ name: '1 号收银机', source: 'till' }, 'key-1'],
    ])
    expect(store.made).toEqual({ keyId: 'k1', secret: 's', name: '1 号收银机' })
    store.forgetSecret()
    expect(store.made).toBeNull()
  })

  it('is ended after it has been asked', async () => {
    const { store, heard, answer } = desk()
    await store.end()
    store.ask({ id: 'k1', name: '1 号收银机', source: 'till', createdAt: 0, revokedAt: null })
    void store.end()
    await answer(done)
    expect(heard.map(({ path }) => path)).toEqual(['/v1/staff/stores/here/till-keys/k1/revoke'])
    expect(store.target).toBeNull()
  })
})
