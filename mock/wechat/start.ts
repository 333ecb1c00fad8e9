import Fastify, { type FastifyInstance } from 'fastify'
import type { Instant } from '../../src/domain/time'
import { PERSONA_NAME, PERSONAS } from '../personas'
import { type Troubles, troublesOn } from '../trouble'
import { type Account, developmentRoutesOn, endpointsOn } from './endpoints'
import { memory, type SentMessage, type ToldShipping } from './memory'

export type MockWechatOptions = Partial<Account> & {
  /** A loopback port; any free one without it. */
  readonly port?: number
  readonly clock?: { now(): Instant }
}

export type MockWechat = {
  /** What WECHAT_BASE_URL would be. */
  readonly url: string
  readonly appid: string
  readonly secret: string
  stop(): Promise<void>
  /** Puts signing in by name on the API's own origin: `/mock/wechat/login?as=NAME`, personas, consents, sent. Before it listens. */
  loginRoutes(app: FastifyInstance): void

  /** A fresh login code of this person, as `wx.login` would give it. */
  codeOf(name: string): string
  /** This person accepted a subscribe request: one credit. */
  accept(name: string, templateId: string): void
  sent(): readonly SentMessage[]
  /** Hand-overs of paid orders that were told, the last word on each. */
  shipped(): readonly ToldShipping[]
  /** Makes every access token that was handed out unknown. */
  dropTokens(): void
  readonly troubles: Troubles
}

const DEVELOPMENT: Account = { appid: 'wx00000000000000aa', secret: '0123456789abcdef0123456789abcdef' }

/** Starts the stand-in of api.weixin.qq.com on a loopback port. Nothing of it is kept when it stops. */
export async function mockWechat(options: MockWechatOptions = {}): Promise<MockWechat> {
  const { port = 0, clock, ...given } = options
  const account = { ...DEVELOPMENT, ...given }
  const remembered = memory(clock ? () => clock.now() : () => Date.now() as Instant)
  // So that the list of sent messages can say who it was.
  for (const { name } of PERSONAS) remembered.knownAs(name)
  const app = Fastify({ forceCloseConnections: true })
  const troubles = troublesOn(app)
  endpointsOn(app, account, remembered, troubles)
  const personas = PERSONAS.map(({ name, called, role, words }) => ({ name, called, role, words }))
  const routes = { personas, isName: (name: string) => PERSONA_NAME.test(name) }
  developmentRoutesOn(app, remembered, routes)
  const url = await app.listen({ port, host: '127.0.0.1' })
  const tidy = setInterval(() => remembered.tidy(), 3_600_000)
  tidy.unref()
  return {
    url,
    appid: account.appid,
    secret: account.secret,
    stop: async () => {
      clearInterval(tidy)
      await app.close()
    },
    loginRoutes: (api) => developmentRoutesOn(api, remembered, routes),
    codeOf: (name) => remembered.newCode(name),
    accept: (name, templateId) => remembered.consent(remembered.knownAs(name), templateId),
    sent: () => remembered.sent,
    shipped: () => remembered.shipped(),
    dropTokens: () => remembered.dropTokens(),
    troubles,
  }
}
