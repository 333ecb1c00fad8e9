import { describe, expect, it } from 'vitest'
import type { CheckoutQuestion, SubmitBody } from '../../../src/contract/checkout'
import { HOUR, MINUTE, plus } from '../../../src/domain/time'
import { CheckoutStore } from '../../../src/features/checkout/checkout.store'
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
import { aLine, aLook, aReceipt, EVENING, slotAt, theCoupon } from './a-look'

const BASKET = { storeId: 'here', lines: [{ goodsId: 'tomato', quantity: 2 }] }
const ORDER = { orderId: 'o1', number: '1', total: 4050, toPay: 4050, payUntil: plus(NOON, 15 * MINUTE) }
const isLook = ({ path }: Heard): boolean => path === '/v1/checkout/look'

type Answers = {
  look?: (question: CheckoutQuestion, nth: number) => Answer<unknown> | Promise<Answer<unknown>>
  submit?: (body: SubmitBody, nth: number) => Answer<unknown> | Promise<Answer<unknown>>
}

function harness({ look = () => good(aLook()), submit = () => good(ORDER) }: Answers = {}, storage = memory()) {
  let looks = 0
  let submits = 0
  let now = NOON
  const asked: string[] = []
  const fake = fakeApi(({ path, body }) =>
    path === '/v1/checkout/look' ? look(body as CheckoutQuestion, ++looks) : submit(body as SubmitBody, ++submits),
  )
  if (!storage.kept.has('checkout')) storage.write('checkout', BASKET)
  const newKey = numberedKeys()
  const open = () =>
    new CheckoutStore({
      api: fake.api,
      storage,
      newKey,
      now: () => now,
      consents: () => ({
        load: async () => undefined,
        ask: (purpose) => {
          asked.push(`${purpose} before ${fake.heard.filter((one) => !isLook(one)).length} submits`)
          return Promise.resolve(true)
        },
      }),
    })
  const bodies = () => fake.heard.filter((one) => !isLook(one))
  const questions = () => fake.heard.filter(isLook).map(({ body }) => body as CheckoutQuestion)
  return { ...fake, storage, open, asked, bodies, questions, pass: (ms: number) => void (now = plus(now, ms)) }
}

const signed = (store: CheckoutStore): void => {
  store.sign('name', '王阿姨')
  store.sign('phone', '138 0000 8000')
}

describe('the look', () => {
  it('is asked for what the cart handed over, with the best coupons, for pickup at the earliest', async () => {
    const { open, questions } = harness()
    await open().shown()
    expect(questions()).toEqual([
      { ...BASKET, fulfilment: { kind: 'pickup', slotOpensAt: null }, coupons: 'best', useBalance: false },
    ])
  })

  it('every change asks again; the latest wins, and the one of before stays until it has come', async () => {
    const slow = later<Answer<unknown>>()
    const { open } = harness({
      look: (question, nth) =>
        nth === 2 ? slow.promise : good(aLook({ receipt: aReceipt(question.useBalance ? 100 : 4050) })),
    })
    const store = open()
    await store.shown()
    store.chooseKind('delivery')
    await settle()
    expect([store.stale, store.look.value?.receipt.total]).toEqual([true, 4050])
    store.turnBalance(true)
    await settle()
    expect(store.look.value?.receipt.total).toBe(100)
    slow.answer(good(aLook({ receipt: aReceipt(9999) })))
    await settle()
    expect([store.stale, store.look.value?.receipt.total]).toEqual([false, 100])
  })

  it('what changed by itself while the page was away is said when it comes back', async () => {
    let total = 4050
    const { open } = harness({ look: () => good(aLook({ receipt: aReceipt(total) })) })
    const store = open()
    await store.shown()
    expect(store.changes).toEqual([])
    total = 5050
    await store.shown()
    expect(store.changes).toEqual(['合计从 ¥40.50 变成 ¥50.50'])
  })

  it('a slot chosen for pickup is not the slot for delivery', async () => {
    const { open, questions } = harness()
    const store = open()
    await store.shown()
    store.chooseSlot(plus(EVENING, HOUR))
    store.chooseKind('delivery')
    store.chooseKind('pickup')
    await settle()
    expect(questions().map(({ fulfilment }) => [fulfilment.kind, fulfilment.slotOpensAt])).toEqual([
      ['pickup', null],
      ['pickup', plus(EVENING, HOUR)],
      ['delivery', null],
      ['pickup', plus(EVENING, HOUR)],
    ])
  })

  it('KF-16: a coupon that dropped out is said once and does not stand in the way', async () => {
    const gone = aLook({
      coupons: [theCoupon({ applied: false, choosable: false, words: '已过期' })],
      notes: ['“开业满减券”过期了，已经拿掉'],
    })
    const { open, questions, bodies } = harness({ look: ({ coupons }) => good(coupons === 'best' ? aLook() : gone) })
    const store = open()
    await store.shown()
    signed(store)
    store.chooseCoupons(['c1'])
    await settle()
    expect([store.look.value?.notes, store.wish.coupons]).toEqual([['“开业满减券”过期了，已经拿掉'], []])
    await store.submit()
    expect((bodies()[0]?.body as SubmitBody).coupons).toEqual([])
    expect(questions().length).toBe(2)
  })

  it('fewer of these: the basket on the phone follows, and nothing left is an empty page', async () => {
    const { open, questions, storage } = harness()
    const store = open()
    await store.shown()
    store.setQuantity('tomato', 1)
    await settle()
    expect(questions().at(-1)?.lines).toEqual([{ goodsId: 'tomato', quantity: 1 }])
    expect(storage.read('checkout')).toEqual({ storeId: 'here', lines: [{ goodsId: 'tomato', quantity: 1 }] })
    store.setQuantity('tomato', 0)
    expect(store.basket).toBe(null)
  })

  it('an address chosen in the address book is taken when the page is back, and only once', async () => {
    const { open, storage, questions } = harness()
    const store = open()
    await store.shown()
    storage.write('checkout.address', 'a2')
    await store.shown()
    expect(questions().at(-1)?.fulfilment).toEqual({ kind: 'delivery', addressId: 'a2', slotOpensAt: null })
    store.chooseKind('pickup')
    await store.shown()
    expect(store.wish.kind).toBe('pickup')
  })

  it('nothing typed is lost by leaving; KF-18: coupons and slots are not kept on the phone', async () => {
    const { open, storage } = harness()
    const store = open()
    await store.shown()
    signed(store)
    store.write('鱼请杀好')
    store.chooseCoupons(['c1'])
    store.chooseSlot(EVENING)
    await settle()
    const again = open()
    expect([again.contact, again.wish.remark]).toEqual([{ name: '王阿姨', phone: '13800008000' }, '鱼请杀好'])
    expect([again.wish.coupons, again.wish.slots.pickup]).toEqual(['best', null])
    expect(JSON.stringify([...storage.kept])).not.toContain('c1')
  })
})

describe('the tap that buys', () => {
  it('submits what was seen, with its total; then the basket is gone and the remark too', async () => {
    const { open, bodies, storage } = harness()
    const store = open()
    await store.shown()
    signed(store)
    store.write(' 鱼请杀好 ')
    expect(await store.submit()).toEqual(ORDER)
    expect(bodies()).toEqual([
      {
        path: '/v1/orders',
        key: 'key-1',
        body: {
          ...BASKET,
          fulfilment: { kind: 'pickup', slotOpensAt: EVENING },
          coupons: 'best',
          useBalance: false,
          expectTotal: 4050,
          remark: '鱼请杀好',
          contact: { name: '王阿姨', phone: '13800008000' },
        },
      },
    ])
    expect([storage.read('checkout'), storage.read('checkout.attempt'), open().wish.remark]).toEqual([null, null, ''])
  })

  it('KF-36: WeChat’s question comes before anything is sent', async () => {
    const { open, asked } = harness()
    const store = open()
    await store.shown()
    const tapped = store.submit()
    expect(asked).toEqual(['order before 0 submits'])
    await tapped
  })

  it('a second tap buys nothing more', async () => {
    const { open, bodies } = harness()
    const store = open()
    await store.shown()
    const taps = await Promise.all([store.submit(), store.submit()])
    expect([taps, bodies().length]).toEqual([[ORDER, null], 1])
  })

  it('a lost answer keeps its key and its wish: nothing can be changed, and the next tap is the same order', async () => {
    const { open, bodies } = harness({ submit: (_, nth) => (nth === 1 ? lost : good(ORDER)) })
    const store = open()
    await store.shown()
    signed(store)
    expect(await store.submit()).toBe(null)
    expect([store.locked, store.step?.words]).toEqual([true, '再点一次，不会重复'])
    store.chooseKind('delivery')
    store.write('另外的话')
    store.setQuantity('tomato', 9)
    expect(await store.submit()).toEqual(ORDER)
    expect(bodies()[1]).toEqual(bodies()[0])
    expect(bodies()[1]?.key).toBe('key-1')
  })

  it('also over a restart of the app, whatever the cart hands over meanwhile', async () => {
    const { open, bodies, storage } = harness({ submit: (_, nth) => (nth === 1 ? lost : good(ORDER)) })
    const before = open()
    await before.shown()
    await before.submit()
    storage.write('checkout', { storeId: 'here', lines: [{ goodsId: 'milk', quantity: 1 }] })
    const after = open()
    await after.shown()
    expect([after.basket, after.buying.lost]).toEqual([BASKET, true])
    expect(await after.submit()).toEqual(ORDER)
    expect(bodies()[1]).toEqual(bodies()[0])
  })

  it('a wish nobody wants any more is let go, and what the cart hands over is shown', async () => {
    const { open, storage, questions } = harness({ submit: () => lost })
    const before = open()
    await before.shown()
    await before.submit()
    storage.write('checkout', { storeId: 'here', lines: [{ goodsId: 'milk', quantity: 1 }] })
    const after = open()
    await after.forget()
    expect([after.locked, questions().at(-1)?.lines]).toEqual([false, [{ goodsId: 'milk', quantity: 1 }]])
    expect(open().buying.attempt).toBe(null)
  })

  it('a wish of yesterday is nobody’s wish', async () => {
    const { open, pass } = harness({ submit: () => lost })
    const store = open()
    await store.shown()
    await store.submit()
    pass(24 * HOUR)
    expect(open().locked).toBe(false)
  })

  it('KF-4: dearer now: nothing is bought, the look comes anew and what changed is said', async () => {
    const cheaper = theCoupon({ coupon: aCoupon({ title: '三天尝鲜券' }) })
    const { open, bodies } = harness({
      look: (_, nth) =>
        good(
          nth === 1
            ? aLook({ coupons: [cheaper] })
            : aLook({
                coupons: [{ ...cheaper, applied: false }],
                receipt: aReceipt(5050),
                toPay: 5050,
                slot: slotAt(plus(EVENING, HOUR)),
              }),
        ),
      submit: (_, nth) => (nth === 1 ? refused('CHECKOUT_CHANGED') : good(ORDER)),
    })
    const store = open()
    await store.shown()
    expect(await store.submit()).toBe(null)
    expect([store.buying.refusal?.code, store.changes]).toEqual([
      'CHECKOUT_CHANGED',
      ['“三天尝鲜券”这次用不上了，还在你的卡券里', '时段换成了今天 18:00–19:00', '合计从 ¥40.50 变成 ¥50.50'],
    ])
    await store.submit()
    expect(bodies().map(({ key, body }) => [key, (body as SubmitBody).expectTotal])).toEqual([
      ['key-1', 4050],
      ['key-2', 5050],
    ])
  })

  it.for([
    ['ended', plus(EVENING, -12 * HOUR), '“三天尝鲜券”到期了，这次没有用它'],
    ['was used elsewhere', plus(EVENING, HOUR), '“三天尝鲜券”已经不在可用的券里，这次没有用它'],
  ] as const)('KF-16: a coupon that %s is said so, and the next tap buys without it', async ([, until, words]) => {
    const coupon = theCoupon({ coupon: aCoupon({ title: '三天尝鲜券', usableUntil: until }) })
    const { open } = harness({
      look: (_, nth) =>
        good(nth === 1 ? aLook({ coupons: [coupon] }) : aLook({ coupons: [], receipt: aReceipt(5050) })),
      submit: (_, nth) => (nth === 1 ? refused('CHECKOUT_CHANGED') : good(ORDER)),
    })
    const store = open()
    await store.shown()
    await store.submit()
    expect(store.changes).toEqual([words, '合计从 ¥40.50 变成 ¥50.50'])
    expect(await store.submit()).toEqual(ORDER)
  })

  it('nothing that was not seen is bought: not while the look is on its way', async () => {
    const slow = later<Answer<unknown>>()
    const { open, bodies } = harness({ look: (_, nth) => (nth === 1 ? good(aLook()) : slow.promise) })
    const store = open()
    await store.shown()
    store.turnBalance(true)
    expect([await store.submit(), bodies().length]).toEqual([null, 0])
  })
})

describe('the one button', () => {
  const stepOf = async (look: ReturnType<typeof aLook>, ready = true) => {
    const { open } = harness({ look: () => good(look) })
    const store = open()
    await store.shown()
    if (ready) signed(store)
    if (look.address || look.zone) store.chooseKind('delivery')
    await settle()
    return store.step?.words
  }
  const trouble = (code: string, goodsId: string | null = null) => [
    { code: code as never, words: '因为', goodsId, storeId: null },
  ]

  it('says the amount and who takes it', async () => {
    expect(await stepOf(aLook())).toBe('微信支付 ¥40.50')
    expect(await stepOf(aLook({ balance: { has: 9000, uses: 4050 }, toPay: 0 }))).toBe('余额支付 ¥40.50')
    expect(await stepOf(aLook({ receipt: aReceipt(0), toPay: 0 }))).toBe('确认下单 ¥0.00')
  })

  it('or the next thing to do', async () => {
    expect(await stepOf(aLook(), false)).toBe('填写提货人')
    expect(await stepOf(aLook({ slot: null, troubles: trouble('SLOT_FULL') }))).toBe('选一个时段')
    expect(await stepOf(aLook({ troubles: trouble('TOO_MANY_UNPAID') }))).toBe('看看待付款的订单')
    const short = { code: 'GOODS_SHORT' as const, words: '只剩 1 份', most: 1 }
    expect(await stepOf(aLook({ lines: [aLine({ trouble: short })] }))).toBe('先调整上面的商品')
  })

  it('KF-30: an address outside leads to pickup, too little leads to the shelves', async () => {
    const zone = { name: '一公里', fee: 300, minimum: 1900, freeFrom: null, metres: 900 }
    const address = {
      id: 'a1',
      name: '王',
      phone: '13800008000',
      place: '阳光花园',
      detail: '3 栋',
      at: { lat: 26, lng: 104, datum: 'gcj02' as const },
      isDefault: true,
    }
    expect(await stepOf(aLook({ address, troubles: trouble('DELIVERY_OUTSIDE') }))).toBe('改成到店自提')
    expect(await stepOf(aLook({ address, zone, troubles: trouble('DELIVERY_MINIMUM') }))).toBe('去凑单')
    expect(await stepOf(aLook({ zone }))).toBe('选择收货地址')
  })
})
