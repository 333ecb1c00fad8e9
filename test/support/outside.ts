import type { MapsGateway } from '../../server/gateways/maps'
import type {
  SendResult,
  ShippingInfo,
  SubscribeMessage,
  WechatGateway,
  WechatSignIn,
} from '../../server/gateways/wechat'
import type { Gcj02 } from '../../src/domain/geo'

export { type FakePay, fakePay } from './fake-pay'

/** WeChat as a test wants it: every code signs in as the person it names; what was sent is kept; answers can be set. */
export function fakeWechat() {
  const sent: SubscribeMessage[] = []
  const shipped: ShippingInfo[] = []
  const answers: {
    signIn?: WechatSignIn
    send?: SendResult
    text?: 'pass' | 'risky' | 'unavailable'
    shipping?: 'done' | 'refused' | 'later'
  } = {}
  const gateway: WechatGateway = {
    signIn: async (code) => answers.signIn ?? { ok: true, openid: `openid-${code}`, unionid: null },
    checkText: async (_openid, text) => answers.text ?? (text.includes('违禁') ? 'risky' : 'pass'),
    sendSubscribeMessage: async (message) => {
      sent.push(message)
      return answers.send ?? { outcome: 'sent' }
    },
    miniProgramCode: async () => ({ ok: true, type: 'image/png', bytes: Buffer.from('png') }),
    uploadShipping: async (info) => {
      shipped.push(info)
      return answers.shipping ?? 'done'
    },
  }
  return { ...gateway, sent, shipped, answers }
}

/** A map that knows the places it was told. */
export function fakeMaps() {
  const places = new Map<string, Gcj02>()
  const answers: { down?: boolean } = {}
  const gateway: MapsGateway = {
    geocode: async (address) => {
      if (answers.down) return { ok: false }
      const hit = [...places].find(([name]) => address.includes(name))
      return { ok: true, found: hit ? { at: hit[1], title: hit[0], reliable: true } : null }
    },
    reverse: async () => (answers.down ? { ok: false } : { ok: true, found: null }),
    suggest: async (text) => {
      if (answers.down) return { ok: false }
      return {
        ok: true,
        found: [...places]
          .filter(([name]) => name.includes(text))
          .map(([title, at]) => ({ title, address: title, at })),
      }
    },
  }
  return { ...gateway, places, answers }
}
