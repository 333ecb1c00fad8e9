import { isIP } from 'node:net'
import type { MiniprogramState } from './gateways/wechat-https'
import { type PayConfig, readPay } from './pay-config'

/** Everything that a deployment decides, read once at start from the environment. */
export type Config = {
  readonly production: boolean
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  /** Connections of this process to the database, for requests and jobs together. */
  readonly databaseConnections: number
  /** At least 32 bytes, the same in every process. */
  readonly secret: Buffer
  readonly wechat: {
    readonly appid: string
    readonly secret: string
    readonly miniprogramState: MiniprogramState
    readonly baseUrl?: string
  }
  readonly pay: PayConfig
  readonly templates: { readonly opening: string; readonly couponEnding: string; readonly order: string }
  readonly maps: { readonly key: string; readonly region: string; readonly baseUrl?: string }
  readonly operatorToken?: string
  readonly trustedProxies?: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/** What is missing or wrong in the environment: one sentence per line, none of them quoting a secret. */
export class ConfigProblem extends Error {
  override name = 'ConfigProblem'
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'))
  }
}

const SECRET_BYTES = 32
const STATES: readonly MiniprogramState[] = ['formal', 'trial', 'developer']

/**
 * Reads the environment. Everything counts as production that does not say `NODE_ENV=development` or `test`:
 * forgetting to say it must not open a door.
 * @throws ConfigProblem with every trouble at once, not only the first.
 */
export function readConfig(env: Environment): Config {
  const read = reader(env)
  const { problems, required, optional, number } = read
  const production = env.NODE_ENV !== 'development' && env.NODE_ENV !== 'test'

  const state = optional('MINIPROGRAM_STATE') ?? 'formal'
  if (!STATES.includes(state as MiniprogramState))
    problems.push(`MINIPROGRAM_STATE must be one of ${STATES.join(', ')}.`)

  const outsideUrl = (name: string): { baseUrl?: string } => {
    const url = optional(name)
    if (url === undefined) return {}
    if (production) problems.push(`${name} points at a stand-in and is for development only: remove it.`)
    else if (!isHttpUrl(url)) problems.push(`${name} must be a URL that begins with http:// or https://.`)
    return { baseUrl: url }
  }

  const proxies = optional('TRUSTED_PROXIES')
  if (proxies !== undefined) {
    const wrong = proxies.split(',').find((proxy) => !isProxy(proxy.trim()))
    if (wrong !== undefined)
      problems.push(
        `TRUSTED_PROXIES must list addresses or ranges, such as loopback,10.0.0.0/8; "${wrong.trim()}" is neither.`,
      )
  }

  const appid = required('WECHAT_APPID', 'the id of the mini-program')
  if (production && appid !== '' && !/^wx[0-9a-f]{16}$/.test(appid))
    problems.push('WECHAT_APPID must be wx followed by 16 hexadecimal digits, as the mini-program console shows it.')

  const config: Config = {
    production,
    host: optional('HOST') ?? '0.0.0.0',
    port: number('PORT', 3000, 0, 65_535),
    ...databaseAndSecret(env, problems),
    databaseConnections: number('DATABASE_CONNECTIONS', 20, 8, 500),
    wechat: {
      appid,
      secret: required('WECHAT_APP_SECRET', 'the secret of the mini-program'),
      miniprogramState: state as MiniprogramState,
      ...outsideUrl('WECHAT_BASE_URL'),
    },
    pay: { ...readPay(read, { production }), ...outsideUrl('WECHAT_PAY_BASE_URL') },
    templates: {
      opening: required('TEMPLATE_OPENING', 'the id of the subscribe message template for the opening'),
      couponEnding: required('TEMPLATE_COUPON_ENDING', 'the id of the subscribe message template for coupons that end'),
      order: required('TEMPLATE_ORDER', 'the id of the subscribe message template for orders'),
    },
    maps: {
      key: required('MAPS_KEY', 'the key for the Tencent location service'),
      region: optional('MAPS_REGION') ?? '威宁彝族回族苗族自治县',
      ...outsideUrl('MAPS_BASE_URL'),
    },
    ...operatorToken(
      production ? required('OPERATOR_TOKEN', 'the bearer token that may read /metrics') : optional('OPERATOR_TOKEN'),
      problems,
    ),
    ...(proxies !== undefined && { trustedProxies: proxies }),
  }
  if (problems.length > 0) throw new ConfigProblem(problems)
  return config
}

/** The two that a command at the terminal needs. @throws ConfigProblem */
export function readDatabaseAndSecret(env: Environment): Pick<Config, 'databaseUrl' | 'secret'> {
  const problems: string[] = []
  const found = databaseAndSecret(env, problems)
  if (problems.length > 0) throw new ConfigProblem(problems)
  return found
}

function databaseAndSecret(env: Environment, problems: string[]): Pick<Config, 'databaseUrl' | 'secret'> {
  const { required } = reader(env, problems)
  const databaseUrl = required('DATABASE_URL', 'the PostgreSQL to use, postgres://user:password@host:5432/name')
  if (databaseUrl !== '' && !/^postgres(ql)?:\/\/./.test(databaseUrl))
    problems.push('DATABASE_URL must begin with postgres:// or postgresql://.')
  const secret = Buffer.from(required('SECRET', 'what links and codes are signed with (openssl rand -base64 48)'))
  if (secret.length > 0 && secret.length < SECRET_BYTES)
    problems.push(`SECRET has ${secret.length} bytes and needs at least ${SECRET_BYTES} (openssl rand -base64 48).`)
  else if (secret.length > 0 && new Set(secret).size < 10)
    problems.push('SECRET repeats a few characters and could be guessed: make one with openssl rand -base64 48.')
  return { databaseUrl, secret }
}

function operatorToken(token: string | undefined, problems: string[]): { operatorToken?: string } {
  if (!token) return {}
  if (token.length < 24) problems.push('OPERATOR_TOKEN needs at least 24 characters (openssl rand -hex 24).')
  return { operatorToken: token }
}

export type Reader = ReturnType<typeof reader>

/** Ways to read one variable; what is wrong is collected in `problems`. */
function reader(env: Environment, problems: string[] = []) {
  const optional = (name: string): string | undefined => env[name]?.trim() || undefined
  return {
    problems,
    optional,
    required(name: string, what: string): string {
      const value = optional(name)
      if (value === undefined) problems.push(`${name} is missing: ${what}.`)
      return value ?? ''
    },
    number(name: string, fallback: number, least: number, most: number): number {
      const value = optional(name)
      if (value === undefined) return fallback
      const parsed = Number(value)
      if (!/^\d+$/.test(value) || parsed < least || parsed > most)
        problems.push(`${name} must be a whole number from ${least} to ${most}, not "${value}".`)
      return parsed
    },
  }
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}

const NAMED_PROXIES = ['loopback', 'linklocal', 'uniquelocal']

function isProxy(text: string): boolean {
  if (NAMED_PROXIES.includes(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}
