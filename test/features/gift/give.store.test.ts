import { describe, expect, it } from 'vitest'
import { giftCard } from '../../../src/features/gift/gift-card'
import { GiveStore } from '../../../src/features/gift/give.store'
import type { Answer } from '../../../src/platform/answer'
import { chatCard } from '../../../src/platform/share'
import { aCoupon, fakeApi, good, later, lost, memory, NOON, numberedKeys, refused, settle } from '../../support/client'

const made = { giftId: 'g1', token: 't'.repeat(43), expiresAt: NOON }

function harness(answers: (Answer<unknown> | Promise<Answer<unknown>>)[]) {
  const fake = fakeApi(() => answers.shift() ?? good({ gifts: [] }))
  const storage = memory()
  const newKey = numberedKeys()
  return { ...fake, make: () => new GiveStore({ api: fake.api, storage, newKey }) }
}

describe('making a gift', () => {
  it('sends the name and the message, trimmed, and then has a card', async () => {
    const { make, heard } = harness([good(made)])
    const give = make()
    give.begin(aCoupon())
    give.sign(' 王阿姨 ')
    give.write('你先去领 ')
    await give.make()
    expect(heard).toEqual([
      { path: '/v1/coupons/c1/gift', body: { giverName: '王阿姨', message: '你先去领' }, key: 'key-1' },
    ])
    expect(give.gift).toEqual({ ...made, couponId: 'c1' })
  })

  it('twice in a hurry is one gift', async () => {
    const slow = later<Answer<unknown>>()
    const { make, heard } = harness([slow.promise])
    const give = make()
    give.begin(aCoupon())
    const taps = [give.make(), give.make()]
    await settle()
    slow.answer(good(made))
    await Promise.all(taps)
    expect(heard.length).toBe(1)
  })

  it('whose answer got lost keeps its key and its words, and they cannot be changed meanwhile', async () => {
    const { make, heard } = harness([lost, good(made)])
    const give = make()
    give.begin(aCoupon())
    give.write('你先去领')
    await give.make()
    expect(give.lost).toBe(true)
    give.write('别的话')
    expect(give.message).toBe('你先去领')
    await give.make()
    expect(heard[1]).toEqual(heard[0])
    expect(give.gift?.token).toBe(made.token)
  })

  it('is taken up again with the same key after the app was restarted', async () => {
    const { make, heard } = harness([lost, good(made)])
    const before = make()
    before.begin(aCoupon())
    before.sign('王')
    await before.make()
    const after = make()
    after.begin(aCoupon())
    expect(after.name).toBe('王')
    await after.make()
    expect(heard[1]).toEqual(heard[0])
  })

  it('that was refused says why, loses no word, and the next tap is a new one', async () => {
    const { make, heard } = harness([refused('TEXT_REJECTED'), good(made)])
    const give = make()
    give.begin(aCoupon())
    give.write('不好的话')
    await give.make()
    expect(give.error?.code).toBe('TEXT_REJECTED')
    expect(give.message).toBe('不好的话')
    give.write('好话')
    await give.make()
    expect(heard.map(({ key }) => key)).toEqual(['key-1', 'key-2'])
  })

  it('remembers the name on this phone, not the message', async () => {
    const { make } = harness([good(made)])
    const give = make()
    give.begin(aCoupon())
    give.sign('王阿姨')
    give.write('你先去领')
    await give.make()
    const next = make()
    next.begin(aCoupon({ id: 'c2' }))
    expect([next.name, next.message]).toEqual(['王阿姨', ''])
  })

  it('takes no more than 12 and 40 characters', () => {
    const give = harness([]).make()
    give.begin(aCoupon())
    give.sign('王'.repeat(13))
    give.write('好'.repeat(41))
    expect([give.name.length, give.message.length]).toEqual([12, 40])
  })
})

describe('the card', () => {
  it('KF-38, KF-53: opens the landing page of this gift and carries who sent it', () => {
    const card = chatCard(giftCard('TOKEN', '开业满减券', '/assets/share/gift.jpg'), { sharer: '9F2K' })
    expect(card).toEqual({
      title: '我送你一张开业满减券，点开就能收',
      path: '/packages/gift/landing/index?g=TOKEN&s=9F2K',
      imageUrl: '/assets/share/gift.jpg',
    })
  })

  it('is found again for a coupon on its way, to be sent once more', async () => {
    const open = { ...made, couponId: 'c7' }
    const { make } = harness([good({ gifts: [{ ...made, couponId: 'c1' }, open] })])
    const give = make()
    expect(await give.find({ couponId: 'c7' })).toEqual(open)
    expect(give.gift).toEqual(open)
  })
})

describe('taking a gift back', () => {
  it('asks once, however often it is tapped', async () => {
    const slow = later<Answer<unknown>>()
    const { make, heard } = harness([slow.promise])
    const give = make()
    const taps = [give.takeBack('g1'), give.takeBack('g1')]
    slow.answer(good({ done: true }))
    expect(await Promise.all(taps)).toEqual([true, false])
    expect(heard.length).toBe(1)
  })

  it('that came too late says so, and the card can be sent no more', async () => {
    const { make } = harness([good({ gifts: [{ ...made, couponId: 'c1' }] }), refused('GIFT_ACCEPTED')])
    const give = make()
    await give.find({ couponId: 'c1' })
    expect(await give.takeBack('g1')).toBe(false)
    expect(give.error?.code).toBe('GIFT_ACCEPTED')
    expect(give.gift).toBe(null)
  })

  it('whose answer got lost can be tapped again', async () => {
    const { make } = harness([good({ gifts: [{ ...made, couponId: 'c1' }] }), lost, good({ done: true })])
    const give = make()
    await give.find({ couponId: 'c1' })
    expect(await give.takeBack('g1')).toBe(false)
    expect(give.gift).not.toBe(null)
    expect(await give.takeBack('g1')).toBe(true)
  })
})
