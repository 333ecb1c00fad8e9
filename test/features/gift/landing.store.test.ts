import { describe, expect, it } from 'vitest'
import type { GiftAnswer } from '../../../src/contract/gift'
import { HOUR, plus } from '../../../src/domain/time'
import { LandingStore } from '../../../src/features/gift/landing.store'
import type { Answer } from '../../../src/platform/answer'
import {
  aCoupon,
  fakeApi,
  good,
  type Heard,
  later,
  lost,
  memory,
  NOON,
  numberedKeys,
  refused,
  settle,
} from '../../support/client'

const TOKEN = 'T'.repeat(43)
const ENDS = plus(NOON, HOUR)
const { title, note, value, storeIds, usableOnline, usableCounter, usableFrom, usableUntil } = aCoupon()
const gift = (part: Partial<GiftAnswer> = {}): GiftAnswer => ({
  state: 'offered',
  mine: 'neither',
  giverName: '王**',
  message: '你先去领',
  expiresAt: ENDS,
  coupon: {
    title,
    note,
    value,
    storeIds,
    storeNames: ['威宁广场店'],
    usableOnline,
    usableCounter,
    usableFrom,
    usableUntil,
  },
  couponId: null,
  ...part,
})

type Given = { looks?: Answer<unknown>[]; accepts?: (Answer<unknown> | Promise<Answer<unknown>>)[]; token?: string }

function harness({ looks = [], accepts = [], token = TOKEN }: Given) {
  const isAccept = ({ path }: Heard): boolean => path.endsWith('accept')
  const fake = fakeApi((heard) => (isAccept(heard) ? accepts.shift()! : (looks.shift() ?? good(gift()))))
  const storage = memory()
  const newKey = numberedKeys()
  return {
    ...fake,
    make: () => new LandingStore({ api: fake.api, storage, newKey, token }),
    keys: () => fake.heard.filter(isAccept).map(({ key }) => key),
  }
}

describe('a gift that is looked at', () => {
  it('needs no sign-in and takes nothing', async () => {
    const { make, heard } = harness({})
    const landing = make()
    expect(landing.stateAt(NOON)).toBe(null)
    await landing.look.load()
    expect(landing.stateAt(NOON)).toBe('open')
    expect(heard).toEqual([{ path: '/v1/gifts/look', body: { token: TOKEN }, session: 'optional' }])
  })

  it('turns into a returned one at its end, without asking', async () => {
    const landing = harness({}).make()
    await landing.look.load()
    expect(landing.stateAt(plus(ENDS, -1))).toBe('open')
    expect(landing.stateAt(ENDS)).toBe('returned')
  })

  it.each([
    [{ mine: 'giver' }, 'own'],
    [{ mine: 'receiver', state: 'accepted' }, 'mine'],
    [{ state: 'accepted' }, 'accepted'],
    [{ state: 'taken-back' }, 'taken-back'],
    [{ state: 'returned' }, 'returned'],
    [{ state: 'accepted', mine: 'giver' }, 'accepted'],
  ] as const)('%j is drawn as %s', async (part, state) => {
    const landing = harness({ looks: [good(gift(part))] }).make()
    await landing.look.load()
    expect(landing.stateAt(NOON)).toBe(state)
  })

  it.each(['', 'short', 'T'.repeat(42) + '!'])(
    'the token "%s" is no gift of ours, and nobody is asked',
    async (token) => {
      const { make, heard } = harness({ token })
      const landing = make()
      await landing.look.load()
      expect(landing.look.error?.code).toBe('GIFT_NOT_FOUND')
      expect(heard).toEqual([])
    },
  )
})

describe('收下这张券', () => {
  it('makes it mine', async () => {
    const { make } = harness({ accepts: [good({ couponId: 'c9' })] })
    const landing = make()
    await landing.look.load()
    await landing.accept()
    expect(landing.stateAt(NOON)).toBe('mine')
    expect(landing.look.value?.couponId).toBe('c9')
  })

  it('tapped twice is asked once', async () => {
    const slow = later<Answer<unknown>>()
    const { make, keys } = harness({ accepts: [slow.promise] })
    const landing = make()
    await landing.look.load()
    const taps = [landing.accept(), landing.accept()]
    await settle()
    expect(landing.accepting).toBe(true)
    slow.answer(good({ couponId: 'c9' }))
    await Promise.all(taps)
    expect(keys()).toEqual(['key-1'])
  })

  it('whose answer got lost is repeated with the same key, over a restart too', async () => {
    const { make, keys } = harness({ accepts: [lost, lost, good({ couponId: 'c9' })] })
    const before = make()
    await before.look.load()
    await before.accept()
    expect(before.lost).toBe(true)
    await before.accept()
    const after = make()
    await after.look.load()
    await after.accept()
    expect(keys()).toEqual(['key-1', 'key-1', 'key-1'])
    expect(after.stateAt(NOON)).toBe('mine')
  })

  it.each([
    ['GIFT_ACCEPTED', { state: 'accepted' }, 'accepted'],
    ['GIFT_TAKEN_BACK', { state: 'taken-back' }, 'taken-back'],
    ['GIFT_RETURNED', { state: 'returned' }, 'returned'],
    ['GIFT_OWN', { mine: 'giver' }, 'own'],
  ] as const)('KF-46: refused with %s, the page shows how things stand', async (code, now, state) => {
    const { make } = harness({ looks: [good(gift()), good(gift(now))], accepts: [refused(code)] })
    const landing = make()
    await landing.look.load()
    await landing.accept()
    expect(landing.refusal?.code).toBe(code)
    expect(landing.stateAt(NOON)).toBe(state)
  })
})
