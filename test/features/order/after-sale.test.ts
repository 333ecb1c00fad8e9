import { describe, expect, it } from 'vitest'
import { PhotosStore } from '../../../src/features/order/photos.store'
import { refundable, RefundStore } from '../../../src/features/order/refund.store'
import { ReviewStore } from '../../../src/features/order/review.store'
import type { Answer } from '../../../src/platform/answer'
import type { Photos } from '../../../src/platform/photos'
import { fakeApi, good, lost, numberedKeys, refused } from '../../support/client'
import { anOrder, anOrderLine } from './an-order'

const photo = (name: string) => ({ base64: name.repeat(200), preview: `data:${name}` })

function harness(
  answer: (path: string, nth: number) => Answer<unknown>,
  chosen: Photos = { photos: [], unreadable: false },
) {
  const nths = new Map<string, number>()
  const fake = fakeApi(({ path }) => {
    nths.set(path, (nths.get(path) ?? 0) + 1)
    return answer(path, nths.get(path)!)
  })
  const parts = { api: fake.api, newKey: numberedKeys() }
  const photos = new PhotosStore({ ...parts, choose: async () => chosen })
  return {
    ...fake,
    photos,
    refund: new RefundStore(parts, 'o1', photos),
    review: new ReviewStore(parts, 'o1', photos),
    to: (ending: string) => fake.heard.filter(({ path }) => path.endsWith(ending)),
  }
}

const LINE = anOrderLine({ pickedQuantity: 2, kept: 1180 })

describe('asking money back', () => {
  it('for what was handed over and not given back yet, and for no gift', () => {
    expect(refundable(LINE)).toBe(2)
    expect(refundable(anOrderLine({ pickedQuantity: 1, kept: 590 }))).toBe(1)
    expect(refundable({ ...LINE, refundedQuantity: 1, refunded: 590 })).toBe(1)
    expect(refundable({ ...LINE, refunded: 1180, refundedQuantity: 2 })).toBe(0)
    expect(refundable(anOrderLine({ pickedQuantity: 0, kept: 0 }))).toBe(0)
    expect(refundable({ ...LINE, kind: 'gift', paid: 0, kept: 0 })).toBe(0)
  })

  it('says what is missing once somebody has tried, and sends nothing before', async () => {
    const { refund, heard } = harness(() => good({}))
    expect([await refund.send(), refund.missing]).toEqual([false, '先选要退的商品'])
    refund.take(LINE, 1)
    expect([await refund.send(), refund.missing, heard]).toEqual([false, '选一个原因', []])
  })

  it('never asks for more than there is', () => {
    const { refund } = harness(() => good({}))
    refund.take(LINE, 9)
    expect(refund.chosen.get('l1')).toBe(2)
    refund.take(LINE, 0)
    expect(refund.chosen.size).toBe(0)
  })

  it('KF-21: estimates what these units paid, not what they cost, and all of them come to the whole', () => {
    const { refund } = harness(() => good({}))
    const order = anOrder({ state: 'collected', lines: [LINE] })
    refund.take(LINE, 1)
    expect(refund.estimateOf(order)).toBe(590)
    refund.take(LINE, 2)
    expect(refund.estimateOf(order)).toBe(1180)
  })

  it('sends lines, reason, words and photographs; a lost answer keeps the key', async () => {
    const { refund, photos, to } = harness(
      (path, nth) => (path === '/v1/photos' ? good({ photoId: `p${nth}`, url: '' }) : nth === 1 ? lost : good({})),
      { photos: [photo('a'), photo('b')], unreadable: false },
    )
    refund.take(LINE, 1)
    refund.because('damaged')
    refund.write(' 压烂了 ')
    await photos.choose()
    expect([await refund.send(), refund.error?.code]).toEqual([false, 'NETWORK'])
    expect(await refund.send()).toBe(true)
    const [first, second] = to('/refund-requests')
    expect(first?.body).toEqual({
      reason: 'damaged',
      words: '压烂了',
      photoIds: ['p1', 'p2'],
      lines: [{ lineId: 'l1', quantity: 1 }],
    })
    expect(second).toEqual(first)
  })

  it('a refusal is said, and the next try is another request', async () => {
    const { refund, to } = harness((_, nth) => (nth === 1 ? refused('REFUND_OPEN') : good({})))
    refund.take(LINE, 1)
    refund.because('other')
    expect([await refund.send(), refund.error?.code]).toEqual([false, 'REFUND_OPEN'])
    await refund.send()
    expect(new Set(to('/refund-requests').map(({ key }) => key)).size).toBe(2)
  })
})

describe('photographs', () => {
  it('are sent one by one: a weak network loses one and not all, and it can be sent again', async () => {
    const { photos, to } = harness((_, nth) => (nth === 1 ? lost : good({ photoId: `p${nth}`, url: '' })), {
      photos: [photo('a'), photo('b')],
      unreadable: true,
    })
    await photos.choose()
    expect([photos.sent.map(({ state }) => state), photos.failed, photos.unreadable]).toEqual([
      ['failed', 'there'],
      true,
      true,
    ])
    await photos.again(photos.sent[0]!.key)
    const [first, , again] = to('/v1/photos')
    expect(again).toEqual(first)
    expect([photos.failed, photos.ids]).toEqual([false, ['p3', 'p2']])
  })

  it('one that did not get there holds the request back until it is sent again or removed', async () => {
    const { refund, photos } = harness((path) => (path === '/v1/photos' ? lost : good({})), {
      photos: [photo('a')],
      unreadable: false,
    })
    refund.take(LINE, 1)
    refund.because('other')
    await photos.choose()
    expect(await refund.send()).toBe(false)
    photos.remove(photos.sent[0]!.key)
    expect(await refund.send()).toBe(true)
  })

  it('are six at most', async () => {
    const { photos } = harness(() => good({ photoId: 'p', url: '' }), {
      photos: ['a', 'b', 'c', 'd', 'e', 'f'].map(photo),
      unreadable: false,
    })
    await photos.choose()
    expect(photos.room).toBe(0)
    await photos.choose()
    expect(photos.sent.length).toBe(6)
  })
})

describe('a review', () => {
  it('needs stars; words and photographs are as one likes', async () => {
    const { review, to } = harness(() => good({}))
    expect([await review.send(), review.missing]).toEqual([false, '先点几颗星'])
    review.give(4)
    expect(await review.send()).toBe(true)
    expect(to('/review')[0]?.body).toEqual({ score: 4, words: '', photoIds: [] })
  })

  it('twice in a hurry is one review', async () => {
    const { review, to } = harness(() => good({}))
    review.give(5)
    await Promise.all([review.send(), review.send()])
    expect(to('/review').length).toBe(1)
  })
})
