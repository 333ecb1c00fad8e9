import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { doubtInstant } from '../../src/domain/pickup/offline'
import { fromBase64url, orderQrToSign, readOrderQr } from '../../src/domain/pickup/order-qr'
import { amountOf, maskedCustomer } from '../../src/domain/order/shown'
import { DAY, type Instant, instant, MINUTE, plus } from '../../src/domain/time'

const anyWindow = fc.integer({ min: 0, max: 2 ** 40 - 1 })
const anyOrder = fc.uuid()

describe('the QR of an order', () => {
  it('says the window and the order that were put in, and what its signature is over', () => {
    fc.assert(
      fc.property(
        anyWindow,
        anyOrder,
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (window, orderId, signature) => {
          const signed = orderQrToSign(window, orderId)
          const body = Buffer.concat([signed, signature]).toString('base64url')
          expect(body).toHaveLength(50)
          expect(readOrderQr(body)).toEqual({ window, orderId, signed, signature })
        },
      ),
    )
  })

  it('is no QR any more, or another one, when a character was changed, anywhere', () => {
    const body = Buffer.concat([orderQrToSign(59_000_000, '0197a1b2-0000-7000-8000-000000000001'), Buffer.alloc(16, 9)])
      .toString('base64url')
      .split('')
    const bytesOf = (text: string) => Buffer.from(fromBase64url(text) ?? []).toString('hex')
    const whole = bytesOf(body.join(''))
    fc.assert(
      fc.property(fc.nat(49), fc.constantFrom(...'AZaz09-_'), (at, character) => {
        fc.pre(body[at] !== character)
        const changed = [...body.slice(0, at), character, ...body.slice(at + 1)].join('')
        expect(bytesOf(changed)).not.toBe(whole)
      }),
    )
  })

  it.each(['', 'A'.repeat(49), 'A'.repeat(51), '+'.repeat(50), `${'A'.repeat(49)}B`])('%j is none', (body) =>
    expect(readOrderQr(body)).toBeNull(),
  )

  it('is not made for what is no id', () => {
    expect(() => orderQrToSign(1, 'order-1')).toThrow(RangeError)
  })
})

it('base64url is read as everybody writes it, and nothing else is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(fromBase64url(Buffer.from(bytes).toString('base64url'))).toEqual(bytes)
    }),
  )
  for (const text of ['A', 'AB==', 'A B', 'AAAAA', 'AB']) expect(fromBase64url(text)).toBeNull()
})

describe('when something was handed over without the network', () => {
  const now = instant('2026-06-01T12:00:00+08:00')
  it.each<[string, Instant, string | null]>([
    ['a phone two minutes ahead is believed', plus(now, 2 * MINUTE), null],
    ['further ahead it is not', plus(now, 2 * MINUTE + 1), 'ahead'],
    ['a day ago is heard', plus(now, -DAY), null],
    ['longer ago is looked into', plus(now, -DAY - 1), 'too-old'],
  ])('%s', (_, at, doubt) => expect(doubtInstant(at, now)).toBe(doubt))
})

describe('what the counter sees of an order', () => {
  it.each([
    ['王女士', '13800008000', '王** · 尾号 8000'],
    ['  欧阳 锋', '13912341234', '欧** · 尾号 1234'],
    ['𠮷田', '', '𠮷**'],
    ['', '13800008000', '顾客 · 尾号 8000'],
    ['', '', '顾客'],
  ])('%j %s is %s', (name, phone, shown) => expect(maskedCustomer(name, phone)).toBe(shown))

  it('is amounts by the piece and by the scale', () => {
    const fish = { soldBy: 'weight', unit: '条', quantity: 1 } as const
    expect(amountOf({ ...fish, grams: 612 })).toBe('612 g')
    expect(amountOf({ ...fish, grams: null })).toBe('1 条')
    expect(amountOf({ soldBy: 'piece', unit: '份', quantity: 2, grams: 800 })).toBe('2 份')
  })
})
