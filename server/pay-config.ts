import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Reader } from './config'

/** What a deployment says of its WeChat Pay account. */
export type PayConfig = {
  readonly mchid: string
  readonly serial: string
  readonly privateKey: string
  readonly publicKeys: Readonly<Record<string, string>>
  readonly apiV3Key: string
  readonly notifyUrl: string
  readonly baseUrl?: string
}

const API_V3_KEY_BYTES = 32

/** Reads WECHAT_PAY_*; keys are tried here, so that a bad one is told at start and not when somebody wants to pay. */
export function readPay(
  { problems, required }: Reader,
  { production }: { readonly production: boolean },
): Omit<PayConfig, 'baseUrl'> {
  /** A variable that must be of a form; a missing one is told as missing only. */
  const formed = (name: string, what: string, fits: (value: string) => boolean, problem: string): string => {
    const value = required(name, what)
    if (value !== '' && !fits(value)) problems.push(problem)
    return value
  }
  const pem = required('WECHAT_PAY_PRIVATE_KEY', 'the private key of the merchant, PEM (apiclient_key.pem)')
  const privateKey = withLineFeeds(pem)
  if (pem !== '' && !isRsa(() => createPrivateKey(privateKey)))
    problems.push('WECHAT_PAY_PRIVATE_KEY must be an RSA private key in PEM, line feeds as they are or as \\n.')
  return {
    mchid: formed(
      'WECHAT_PAY_MCHID',
      'the number of the merchant',
      (value) => /^\d{8,10}$/.test(value),
      'WECHAT_PAY_MCHID must be 8 to 10 digits.',
    ),
    serial: formed(
      'WECHAT_PAY_SERIAL',
      'the serial of the merchant’s API certificate',
      (value) => /^[0-9A-F]{40}$/.test(value),
      'WECHAT_PAY_SERIAL must be 40 hexadecimal digits in capitals, as the merchant platform shows it.',
    ),
    privateKey,
    publicKeys: publicKeys(required('WECHAT_PAY_PUBLIC_KEYS', 'WeChat’s keys, ID=PEM one after the other'), problems),
    apiV3Key: formed(
      'WECHAT_PAY_APIV3_KEY',
      'the APIv3 key that notifications are sealed with',
      (value) => Buffer.byteLength(value) === API_V3_KEY_BYTES,
      'WECHAT_PAY_APIV3_KEY must have exactly 32 bytes.',
    ),
    notifyUrl: formed(
      'WECHAT_PAY_NOTIFY_URL',
      'where WeChat Pay finds this API, https://…/v1/wechat-pay/notifications',
      (value) => isNotifyUrl(value, production),
      'WECHAT_PAY_NOTIFY_URL must be an https URL of the API without query, …/v1/wechat-pay/notifications.',
    ),
  }
}

/** Deployments often hold a PEM in one line, with `\n` written out. */
const withLineFeeds = (text: string): string => text.replaceAll('\\n', '\n')

function isRsa(read: () => KeyObject): boolean {
  try {
    return read().asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

const ONE_KEY = /([0-9A-Za-z_]+)=(-----BEGIN (PUBLIC KEY|CERTIFICATE)-----[^-]+-----END \3-----)/g

/** `PUB_KEY_ID_…=-----BEGIN PUBLIC KEY-----…`, or a platform certificate under its serial; spaces or lines between several. */
function publicKeys(text: string, problems: string[]): Record<string, string> {
  const keys: Record<string, string> = {}
  const wrong = (sentence: string): number => problems.push(`WECHAT_PAY_PUBLIC_KEYS ${sentence}`)
  const rest = withLineFeeds(text).replace(ONE_KEY, (_, name: string, pem: string, kind: string) => {
    if (!isRsa(() => createPublicKey(pem))) wrong(`holds under ${name} what is no RSA key.`)
    else if (kind === 'CERTIFICATE' && new X509Certificate(pem).serialNumber !== name)
      wrong(`names a platform certificate ${name} that has another serial.`)
    keys[name] = pem
    return ''
  })
  if (rest.trim() !== '' || (text !== '' && Object.keys(keys).length === 0))
    wrong('must be ID=PEM, several with a space between them, line feeds as they are or as \\n.')
  return keys
}

/** In development the stand-in reaches this machine without TLS. */
function isNotifyUrl(text: string, production: boolean): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username } = new URL(text)
  const secure = protocol === 'https:' || (!production && protocol === 'http:')
  return secure && search === '' && !text.includes('?') && hash === '' && username === ''
}
