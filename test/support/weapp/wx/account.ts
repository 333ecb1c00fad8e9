// Sign-in, permissions, the privacy guide and the consent to subscribe messages.
import {
  asyncApi,
  asyncApis,
  type CallOptions,
  mustBeTapped,
  mustBeWholeApp,
  type Platform,
  WxFailure,
  type WxApi,
} from './platform'

const TEMPLATES_AT_ONCE = 5
const QUIET_AFTER_REFUSAL_MS = 10_000

/** What the account knows across calls; the settings page and the privacy popup change it. */
export interface Account {
  /** Scopes that were asked: a refused one never pops up again. */
  scopes: Record<string, boolean>
  privacyAgreed: boolean
  privacyRefusedAt: number
  /** Ids of consent buttons that were tapped. */
  consentButtons: Set<string>
  logins: number
}

export function newAccount(privacyAgreed: boolean): Account {
  return {
    scopes: {},
    privacyAgreed,
    privacyRefusedAt: Number.NEGATIVE_INFINITY,
    consentButtons: new Set(),
    logins: 0,
  }
}

type PrivacyAnswer = { event: string; buttonId?: string }
type PrivacyListener = (resolve: (answer: PrivacyAnswer) => void, info: { referrer: string }) => void

export class Permissions {
  private listener: PrivacyListener | undefined

  constructor(
    private readonly platform: Platform,
    readonly account: Account,
  ) {}

  /** One listener: a later one takes the place of the earlier. */
  listen(listener: PrivacyListener): void {
    this.listener = listener
  }

  /** Every call that reads personal data waits here for the privacy guide to be agreed to. */
  async privacy(api: string): Promise<void> {
    const { account, platform } = this
    if (account.privacyAgreed) return
    if (platform.clock.now - account.privacyRefusedAt < QUIET_AFTER_REFUSAL_MS) throw this.refused()
    platform.phone.popups.push('privacy')
    const answer = await this.askPrivacy(api)
    account.privacyAgreed = answer
    if (answer) return
    account.privacyRefusedAt = platform.clock.now
    throw this.refused()
  }

  /** The popup of one scope, once; afterwards the first answer holds until the settings page changes it. */
  scope(name: string): void {
    const { account, platform } = this
    if (account.scopes[name] === undefined) {
      platform.phone.popups.push(name)
      account.scopes[name] = platform.persona.allows[name] ?? true
    }
    if (!account.scopes[name]) throw new WxFailure('auth deny')
  }

  private askPrivacy(referrer: string): Promise<boolean> {
    const { listener, platform, account } = this
    if (!listener) return Promise.resolve(platform.persona.answersPrivacyPopup === 'agree')
    return new Promise((resolve) => {
      platform.logic.call(
        'wx.onNeedPrivacyAuthorization',
        listener,
        (answer: PrivacyAnswer) => {
          if (answer.event === 'exposureAuthorization') return
          const tapped = answer.buttonId !== undefined && account.consentButtons.has(answer.buttonId)
          resolve(answer.event === 'agree' && tapped)
        },
        platform.logic.copyIn({ referrer }),
      )
    })
  }

  private refused(): WxFailure {
    return new WxFailure('privacy permission is not authorized', { errno: 104 })
  }
}

export function accountApi(platform: Platform, permissions: Permissions): WxApi {
  const { account } = permissions
  const settings = (): Record<string, unknown> => ({ authSetting: account.scopes })

  return {
    onNeedPrivacyAuthorization: (listener: PrivacyListener) => permissions.listen(listener),
    ...asyncApis(platform, {
      login: () => {
        mustBeWholeApp(platform)
        account.logins += 1
        const code = platform.persona.loginCode(account.logins)
        if (code instanceof Error) throw new WxFailure(code.message)
        return { code }
      },
      checkSession: () => {},
      getSetting: settings,
      openSetting: () => {
        mustBeTapped(platform)
        for (const scope of Object.keys(account.scopes)) {
          account.scopes[scope] = platform.persona.changesSettings[scope] ?? account.scopes[scope] ?? false
        }
        return settings()
      },
      authorize: async ({ scope }: CallOptions) => {
        await permissions.privacy('authorize')
        permissions.scope(String(scope))
      },
      getPrivacySetting: () => ({
        needAuthorization: !account.privacyAgreed,
        privacyContractName: '《鲜生小程序隐私保护指引》',
      }),
      requirePrivacyAuthorize: () => permissions.privacy('requirePrivacyAuthorize'),
      openPrivacyContract: () => {
        platform.phone.popups.push('privacy contract')
      },
    }),
    requestSubscribeMessage: asyncApi(platform, 'requestSubscribeMessage', (options) => subscribe(platform, options)),
  }
}

function subscribe(platform: Platform, { tmplIds }: CallOptions): Record<string, string> {
  mustBeTapped(platform)
  const ids = Array.isArray(tmplIds) ? tmplIds.map(String) : []
  if (ids.length === 0) throw new WxFailure('TmplIds cannot be empty', { errCode: 10001 })
  if (ids.length > TEMPLATES_AT_ONCE) throw new WxFailure('Templates count out of max bounds', { errCode: 20003 })
  const { consents, messagesOff } = platform.persona
  if (messagesOff) throw new WxFailure('The main switch is switched off', { errCode: 20004 })
  platform.phone.popups.push('subscribe')
  return Object.fromEntries(
    ids.map((id) => [id, typeof consents === 'string' ? consents : (consents[id] ?? 'reject')] as const),
  )
}
