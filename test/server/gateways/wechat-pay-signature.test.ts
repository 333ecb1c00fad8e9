import { createCipheriv, createSign, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openSealed } from '../../../server/gateways/wechat-pay-cipher'
import {
  answerText,
  disbelieve,
  MOST_SKEW,
  payText,
  requestText,
  type Seal,
  wechatKeys,
} from '../../../server/gateways/wechat-pay-signature'
import { plus } from '../../../src/domain/time'
import { NOON } from '../../support/app'

describe('what is signed', () => {
  it('of a question without a body ends with an empty line', () => {
    const text = requestText('GET', '/v3/certificates', '1554208460', '593BEC0C930BF1AFEB40B4A08C8FB242', '')
    expect(text).toBe('GET\n/v3/certificates\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n')
  })

  it('of an order is its path with the query and its body as it is sent', () => {
    const text = requestText('POST', '/v3/pay/transactions/jsapi?a=1', '1554208460', 'N', '{"描述":"苹果"}')
    expect(text).toBe('POST\n/v3/pay/transactions/jsapi?a=1\n1554208460\nN\n{"描述":"苹果"}\n')
  })

  it('of an answer is three lines, of an answer without a body two and an empty one', () => {
    const [at, nonce] = ['1722850421', 'd824f2e086d3c1df967785d13fcd22ef']
    expect(answerText(at, nonce, '{"code_url":"x"}')).toBe(`${at}\n${nonce}\n{"code_url":"x"}\n`)
    expect(answerText(at, nonce, '')).toBe(`${at}\n${nonce}\n\n`)
  })

  it('of the pay sheet is four lines', () => {
    const text = payText('wx8888888888888888', '1414561699', '5K8264ILTKCH16CQ2502SI8ZNMTM67VS', 'prepay_id=wx201')
    expect(text).toBe('wx8888888888888888\n1414561699\n5K8264ILTKCH16CQ2502SI8ZNMTM67VS\nprepay_id=wx201\n')
  })
})

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const [ours, other] = [pair(), pair()]
const pem = (key: typeof ours) => key.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const keys = wechatKeys({ PUB_KEY_ID_1: pem(ours), '7F00': pem(other) })

const sealed = (body: string, key = ours, over: Partial<Seal> = {}): Seal => {
  const [timestamp, nonce] = [String(NOON / 1000), 'nonce']
  const signer = createSign('RSA-SHA256').update(`${over.timestamp ?? timestamp}\n${nonce}\n${body}\n`)
  return { timestamp, nonce, signature: signer.sign(key.privateKey, 'base64'), serial: 'PUB_KEY_ID_1', ...over }
}

describe('WeChat’s word', () => {
  it('is believed under either of its two keys, each for itself', () => {
    expect(disbelieve(sealed('{}'), '{}', keys, NOON)).toBeNull()
    expect(disbelieve(sealed('{}', other, { serial: '7F00' }), '{}', keys, NOON)).toBeNull()
    expect(disbelieve(sealed('{}', other), '{}', keys, NOON)).toBe('signature')
  })

  it.each(['timestamp', 'nonce', 'signature', 'serial'] as const)('is none without its %s', (name) => {
    expect(disbelieve(sealed('{}', ours, { [name]: null }), '{}', keys, NOON)).toBe('headers')
    expect(disbelieve(sealed('{}', ours, { [name]: '' }), '{}', keys, NOON)).toBe('headers')
  })

  it('is none when a single byte of the body, the time or the nonce is another', () => {
    const seal = sealed('{"total":100}')
    expect(disbelieve(seal, '{"total":101}', keys, NOON)).toBe('signature')
    expect(disbelieve(seal, '{"total":100} ', keys, NOON)).toBe('signature')
    expect(disbelieve({ ...seal, nonce: 'nonse' }, '{"total":100}', keys, NOON)).toBe('signature')
    expect(disbelieve({ ...seal, timestamp: String(NOON / 1000 + 1) }, '{"total":100}', keys, NOON)).toBe('signature')
  })

  it('is good for five minutes either way, and not a moment longer', () => {
    const seal = sealed('{}')
    for (const far of [MOST_SKEW, -MOST_SKEW]) expect(disbelieve(seal, '{}', keys, plus(NOON, far))).toBeNull()
    for (const far of [MOST_SKEW + 1, -MOST_SKEW - 1])
      expect(disbelieve(seal, '{}', keys, plus(NOON, far))).toBe('skew')
  })

  it.each(['', 'x', '1e9', '-1', '17.5', '1 '])('has a time in whole seconds, not "%s"', (timestamp) => {
    expect(disbelieve(sealed('{}', ours, { timestamp }), '{}', keys, NOON)).toBe('headers')
  })

  it('KF-26: a probe is refused as what it is, also with a signature behind it', () => {
    const { signature } = sealed('{}')
    const probe = sealed('{}', ours, { signature: `WECHATPAY/SIGNTEST/${signature}` })
    expect(disbelieve(probe, '{}', keys, NOON)).toBe('probe')
  })

  it.each(['', 'not base64 !', 'AAAA'])('is none with "%s" for a signature', (signature) => {
    expect(disbelieve(sealed('{}', ours, { signature }), '{}', keys, NOON)).not.toBeNull()
  })
})

describe('what is sealed', () => {
  // Test case 16 of the specification of GCM (McGrew and Viega): AES-256, 96-bit nonce, additional data.
  const hex = (text: string) => Buffer.from(text, 'hex')
  const key = hex('feffe9928665731c6d6a8f9467308308'.repeat(2))
  const nonce = hex('cafebabefacedbaddecaf888')
  const additional = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2')
  const plain =
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39'
  const sealedBytes = hex(
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
      '76fc6ece0f4e1768cddf8853bb2d551b',
  )

  it('opens with its key, nonce and additional data', () => {
    expect(openSealed(key, nonce, sealedBytes, additional)?.toString('hex')).toBe(plain)
  })

  it('stays closed when any bit is another', () => {
    const turned = (bytes: Buffer, at: number) => {
      const copy = Buffer.from(bytes)
      copy[at]! ^= 1
      return copy
    }
    for (const at of [0, 59, 60, 75]) expect(openSealed(key, nonce, turned(sealedBytes, at), additional)).toBeNull()
    expect(openSealed(turned(key, 31), nonce, sealedBytes, additional)).toBeNull()
    expect(openSealed(key, turned(nonce, 0), sealedBytes, additional)).toBeNull()
    expect(openSealed(key, nonce, sealedBytes, turned(additional, 0))).toBeNull()
  })

  it('stays closed with a tag that was cut: four bytes of it could be guessed', () => {
    const short = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 4 })
    const bytes = Buffer.concat([short.update('{}'), short.final(), short.getAuthTag()])
    expect(openSealed(key, nonce, bytes, Buffer.alloc(0))).toBeNull()
    expect(openSealed(key, nonce, Buffer.alloc(15), Buffer.alloc(0))).toBeNull()
    expect(openSealed(key, Buffer.alloc(16), sealedBytes, additional)).toBeNull()
  })
})
