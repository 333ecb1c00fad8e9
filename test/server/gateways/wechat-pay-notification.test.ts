import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openidOf } from '../../../mock/personas'
import { type Letter, mockWechatPay, type Notice } from '../../../mock/wechat-pay/start'
import { wechatPayOverHttps } from '../../../server/gateways/wechat-pay-https'
import { fen } from '../../../src/domain/money'
import { HOUR, MINUTE, plus } from '../../../src/domain/time'
import { fixedClock, NOON } from '../../support/app'

const clock = fixedClock()
const world = await mockWechatPay({ clock, refundTakes: null, refundPause: 0 })
world.notifications.hold()
afterAll(() => world.stop())
const notifyUrl = 'https://shop.example/v1/wechat-pay/notifications'
const pay = wechatPayOverHttps({ ...world.settings, notifyUrl, clock })
const { publicKey, certificate } = world.keyNames

const read = ({ headers, body }: Letter, now = clock.now()) => pay.readNotification(headers, body, now)
const letter = (notice: Notice, content?: object) => world.notifications.letter(notice.id, content)

let count = 0
async function paid(): Promise<Notice> {
  const outTradeNo = `order-${String(++count).padStart(6, '0')}`
  const [openid, payUntil] = [openidOf('a'), plus(clock.now(), 15 * MINUTE)]
  await pay.prepay({ outTradeNo, description: '苹果', total: fen(1990), openid, payUntil })
  return world.pays(outTradeNo)
}
async function paidBack(status?: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'): Promise<Notice> {
  const { no } = await paid()
  const [outRefundNo, reason] = [`${no}-r1`, '缺货退款']
  await pay.refund({ outTradeNo: no, outRefundNo, refund: fen(300), total: fen(1990), reason })
  return world.refundEnds(outRefundNo, status)
}

beforeEach(() => {
  clock.set(NOON)
  world.notifications.signWith(publicKey)
})

describe('a notification', () => {
  it('says which order was paid, by whom, how much and when', async () => {
    const notice = await paid()
    expect(read(letter(notice))).toEqual({
      ok: true,
      notification: {
        id: notice.id,
        kind: 'paid',
        outTradeNo: notice.no,
        transactionId: expect.stringMatching(/^4200\d{24}$/),
        total: 1990,
        payerOpenid: openidOf('a'),
        successAt: NOON,
      },
    })
  })

  it.each(['SUCCESS', 'ABNORMAL', 'CLOSED'] as const)('says that a refund ended as %s', async (refundStatus) => {
    const notice = await paidBack(refundStatus)
    expect(read(letter(notice))).toEqual({
      ok: true,
      notification: {
        id: notice.id,
        kind: 'refunded',
        outTradeNo: notice.no.replace('-r1', ''),
        outRefundNo: notice.no,
        refundId: expect.stringMatching(/^5030\d{25}$/),
        refundStatus,
        refund: 300,
      },
    })
  })

  it('repeated hours later is signed anew and the same', async () => {
    const notice = await paid()
    const first = read(letter(notice))
    clock.advance(6 * HOUR)
    expect(read(letter(notice))).toEqual(first)
  })

  it('is believed under both of WeChat’s keys during a switch', async () => {
    const notice = await paid()
    world.notifications.signWith(certificate)
    const byCertificate = letter(notice)
    expect(byCertificate.headers['wechatpay-serial']).toBe(certificate)
    expect(read(byCertificate)).toMatchObject({ ok: true })
    world.notifications.signWith(publicKey)
    expect(read(letter(notice))).toMatchObject({ ok: true })
  })
})

describe('KF-26: what is not WeChat’s word is refused', () => {
  const changed = (from: Letter, headers: Record<string, string | string[] | undefined>, body = from.body) =>
    pay.readNotification({ ...from.headers, ...headers }, body, clock.now())

  it('a probe', async () => {
    const good = letter(await paid())
    const signature = `WECHATPAY/SIGNTEST/${good.headers['wechatpay-signature']}`
    expect(changed(good, { 'wechatpay-signature': signature })).toEqual({ ok: false, reason: 'probe' })
  })

  it.each(['timestamp', 'nonce', 'signature', 'serial'])('a missing %s', async (name) => {
    const good = letter(await paid())
    expect(changed(good, { [`wechatpay-${name}`]: undefined })).toEqual({ ok: false, reason: 'headers' })
    expect(changed(good, { [`wechatpay-${name}`]: ['a', 'b'] })).toEqual({ ok: false, reason: 'headers' })
  })

  it('a serial nobody knows, and the name of the other key', async () => {
    const good = letter(await paid())
    expect(changed(good, { 'wechatpay-serial': 'PUB_KEY_ID_9' })).toEqual({ ok: false, reason: 'unknown-key' })
    expect(changed(good, { 'wechatpay-serial': '__proto__' })).toEqual({ ok: false, reason: 'unknown-key' })
    expect(changed(good, { 'wechatpay-serial': certificate })).toEqual({ ok: false, reason: 'signature' })
  })

  it('a body written anew: the bytes count, not what they mean', async () => {
    const good = letter(await paid())
    const anew = JSON.stringify(JSON.parse(good.body), null, 1)
    expect(changed(good, {}, anew)).toEqual({ ok: false, reason: 'signature' })
    expect(changed(good, {}, `${good.body}\n`)).toEqual({ ok: false, reason: 'signature' })
    expect(changed(good, {}, '')).toEqual({ ok: false, reason: 'signature' })
  })

  it('one that is more than five minutes old, or from the future', async () => {
    const good = letter(await paid())
    for (const far of [5 * MINUTE, -5 * MINUTE]) expect(read(good, plus(NOON, far))).toMatchObject({ ok: true })
    for (const far of [5 * MINUTE + 1, -5 * MINUTE - 1])
      expect(read(good, plus(NOON, far))).toEqual({ ok: false, reason: 'skew' })
  })

  it('one of another merchant’s WeChat', async () => {
    const other = await mockWechatPay({ clock })
    try {
      const stranger = wechatPayOverHttps({ ...other.settings, notifyUrl, clock })
      const { headers, body } = letter(await paid())
      expect(stranger.readNotification(headers, body, NOON)).toMatchObject({ ok: false })
    } finally {
      await other.stop()
    }
  })
})

describe('what WeChat signed and we cannot use', () => {
  const facts = () => ({
    appid: world.settings.appid,
    mchid: world.settings.mchid,
    out_trade_no: 'order-1',
    trade_state: 'SUCCESS',
    transaction_id: '4200',
    success_time: '2026-06-01T12:00:00+08:00',
    payer: { openid: 'o1' },
    amount: { total: 1990 },
  })

  it('is readable in the form that the others are damages of', async () => {
    expect(read(letter(await paid(), facts()))).toMatchObject({ ok: true, notification: { outTradeNo: 'order-1' } })
  })

  it.each([
    ['another mini-program', { appid: 'wx1' }],
    ['another merchant', { mchid: '1900000002' }],
    ['no merchant', { mchid: undefined }],
  ])('is a stranger’s when it names %s', async (_, over) => {
    expect(read(letter(await paid(), { ...facts(), ...over }))).toEqual({ ok: false, reason: 'stranger' })
  })

  it('is a stranger’s when a refund is of another merchant', async () => {
    const notice = await paidBack()
    expect(read(letter(notice, { mchid: '1900000002' }))).toEqual({ ok: false, reason: 'stranger' })
  })

  it.each([
    ['not paid', { trade_state: 'NOTPAY' }],
    ['paid without a number', { out_trade_no: '' }],
    ['paid without an amount', { amount: {} }],
    ['paid half a fen', { amount: { total: 0.5 } }],
    ['paid with an amount in words', { amount: { total: '1990' } }],
    ['paid less than nothing', { amount: { total: -1 } }],
    ['paid by nobody', { payer: {} }],
    ['paid at no time', { success_time: 'today' }],
    ['paid without a transaction', { transaction_id: undefined }],
  ])('is malformed: %s', async (_, over) => {
    expect(read(letter(await paid(), { ...facts(), ...over }))).toEqual({ ok: false, reason: 'malformed' })
  })

  it('is malformed: a refund still under way, or in a state of its own', async () => {
    const notice = await paidBack()
    const told = { mchid: world.settings.mchid, out_trade_no: 'o', out_refund_no: 'r', refund_id: '5030' }
    for (const refund_status of ['PROCESSING', 'LOST', undefined])
      expect(read(letter(notice, { ...told, refund_status, amount: { refund: 1 } }))).toEqual({
        ok: false,
        reason: 'malformed',
      })
  })

  it('is malformed when it is sealed with another APIv3 key', async () => {
    const other = wechatPayOverHttps({ ...world.settings, apiV3Key: 'k'.repeat(32), notifyUrl, clock })
    const { headers, body } = letter(await paid())
    expect(other.readNotification(headers, body, NOON)).toEqual({ ok: false, reason: 'malformed' })
  })

  it('about something we do not sell is believed, and other', async () => {
    const notice = await paid()
    const event = Object.assign(notice, { event: 'COUPON.USE' })
    expect(read(letter(event))).toEqual({ ok: true, notification: { id: notice.id, kind: 'other' } })
  })
})
