import { describe, expect, it } from 'vitest'
import { PayStore } from '../../../src/features/order/pay.store'
import type { Answer } from '../../../src/platform/answer'
import { outcomeOf, type Pay } from '../../../src/platform/payment'
import { fakeApi, good, type Heard, lost, refused, settle } from '../../support/client'

const PARAMS = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=wx1', signType: 'RSA', paySign: 's' }
const isPaid = ({ path }: Heard): boolean => path.endsWith('/paid')

function harness(pay: Pay, paid: (nth: number) => Answer<unknown>, prepared: Answer<unknown> = good(PARAMS)) {
  let asked = 0
  const fake = fakeApi((heard) => (isPaid(heard) ? paid(++asked) : prepared))
  const waits: number[] = []
  const store = new PayStore({
    api: fake.api,
    pay,
    wait: async (ms) => void waits.push(ms),
  })
  return { ...fake, store, waits, asked: () => asked }
}

const unpaid = good({ state: 'pending_payment', paid: false })
const paid = good({ state: 'paid', paid: true })
const says =
  (outcome: Awaited<ReturnType<Pay>>): Pay =>
  async () =>
    outcome

describe('paying', () => {
  it('the phone says paid and so does the server, at once', async () => {
    const { store, asked, waits } = harness(says('paid'), () => paid)
    expect(await store.pay('o1')).toBe('paid')
    expect([asked(), waits, store.busy]).toEqual([1, [], false])
  })

  it('the phone says paid before WeChat has told the server: asked again, later and later, until it knows', async () => {
    const { store, waits } = harness(says('paid'), (nth) => (nth < 4 ? unpaid : paid))
    expect(await store.pay('o1')).toBe('paid')
    expect(waits).toEqual([1000, 2000, 4000])
  })

  it('the asking ends: after the fifth time it is unsure, and nothing claims otherwise', async () => {
    const { store, asked } = harness(says('paid'), () => unpaid)
    expect(await store.pay('o1')).toBe('unsure')
    expect([asked(), store.error]).toEqual([5, null])
  })

  it('a page that is gone asks no more', async () => {
    const { store, asked } = harness(says('paid'), () => {
      store.stop()
      return unpaid
    })
    expect(await store.pay('o1')).toBe('unsure')
    expect(asked()).toBe(1)
  })

  it('closed by hand is left, and failed is failed, after the server was asked once', async () => {
    const left = harness(says('left'), () => unpaid)
    expect([await left.store.pay('o1'), left.asked()]).toEqual(['left', 1])
    const failed = harness(says('failed'), () => unpaid)
    expect([await failed.store.pay('o1'), failed.asked()]).toEqual(['failed', 1])
  })

  it('closed by hand in the second in which it was paid is paid', async () => {
    const { store } = harness(says('left'), () => paid)
    expect(await store.pay('o1')).toBe('paid')
  })

  it('an answer lost while confirming is asked for again, and costs nothing', async () => {
    const { store } = harness(says('paid'), (nth) => (nth === 1 ? lost : paid))
    expect(await store.pay('o1')).toBe('paid')
  })

  it('a second tap while one is under way does nothing', async () => {
    const { store, heard } = harness(says('paid'), () => paid)
    const first = store.pay('o1')
    expect(store.words).toBe('正在打开微信支付')
    expect(await store.pay('o1')).toBe(null)
    await first
    expect(heard.filter((one) => one.path === '/v1/orders/o1/pay').length).toBe(1)
  })

  it('paid already, on another phone: no sheet, no failure', async () => {
    const { store } = harness(says('failed'), () => paid, refused('ORDER_MOVED', { state: 'picking' }))
    expect(await store.pay('o1')).toBe('paid')
  })

  it('ended or not to be reached: the sentence of the server, and the button can be tapped again', async () => {
    const expired = harness(says('paid'), () => paid, refused('ORDER_EXPIRED'))
    expect([await expired.store.pay('o1'), expired.store.error?.code]).toEqual(['refused', 'ORDER_EXPIRED'])
    const moved = harness(says('paid'), () => paid, refused('ORDER_MOVED', { state: 'cancelled' }))
    expect([await moved.store.pay('o1'), moved.store.busy]).toEqual(['refused', false])
  })

  it('outside WeChat without a stand-in one is sent to WeChat', async () => {
    const { store, asked } = harness(says('not-here'), () => paid)
    expect([await store.pay('o1'), store.error?.message, asked()]).toEqual(['refused', '请在微信里打开', 0])
  })
})

describe('the stand-in’s sheet', () => {
  const drawn: Pay = async (_params, draw) =>
    outcomeOf(
      (await draw({ description: '鲜生', total: 4050 as never })) === 'pay'
        ? 'requestPayment:ok'
        : 'requestPayment:fail cancel',
    )

  it('is drawn while somebody decides, and the button says so', async () => {
    const { store } = harness(drawn, () => paid)
    const paying = store.pay('o1')
    await settle()
    expect([store.sheet?.total, store.words]).toEqual([4050, '等你付款'])
    store.act('pay')
    expect([await paying, store.sheet]).toEqual(['paid', null])
  })

  it('is left when the page is', async () => {
    const { store } = harness(drawn, () => unpaid)
    const paying = store.pay('o1')
    await settle()
    store.stop()
    expect([await paying, store.busy]).toEqual(['left', false])
  })

  it('reads the answers of wx.requestPayment', () => {
    expect(outcomeOf('requestPayment:ok')).toBe('paid')
    expect(outcomeOf('requestPayment:fail cancel')).toBe('left')
    expect(outcomeOf('requestPayment:fail 银行卡余额不足')).toBe('failed')
    expect(outcomeOf('')).toBe('failed')
  })
})
