import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ConfigProblem, type Environment, readConfig, readDatabaseAndSecret } from '../../server/config'

const pem = (type: 'rsa' | 'ed25519') => {
  const { publicKey, privateKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
const [merchant, platform, other, edwards] = [pem('rsa'), pem('rsa'), pem('rsa'), pem('ed25519')]
const inOneLine = (text: string): string => text.trim().replaceAll('\n', '\\n')

/** Made for this test; nobody has its key. */
const CERTIFICATE_SERIAL = '413D418770FF2887017347B440D9AAD9EB0CBDE1'
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDBzCCAe+gAwIBAgIUQT1Bh3D/KIcBc0e0QNmq2esMveEwDQYJKoZIhvcNAQEL
BQAwEzERMA8GA1UEAwwIcGxhdGZvcm0wHhcNMjYxMTI3MDUwNzE0WhcNMzYxMTI0
MDUwNzE0WjATMREwDwYDVQQDDAhwbGF0Zm9ybTCCASIwDQYJKoZIhvcNAQEBBQAD
ggEPADCCAQoCggEBAKtF0jzmsHMyFlqfVfRJpTclo8X2DA2OptNFVljaoSA3Y2q9
Ijgo1fkAAGZ7Jwbs9qNctQSemisgz0qhkZDgERNntWNxHtvgU29j4QYDVmTynKJs
16ObZkuOZfRaSyjO+9OgGOr2vSHwl2tIi34JigncmVYgvPe32QEAUdFsVqkgTp6j
rLvT6dL+wjMdxYZW4p6vHvIlv6RsPIqGOS4fy4yEjPefvi9l8zWkyj6E/gsn64+1
jJAFknC/yofQDAqeb63ODz6BY3KoKyU/3eRKdk20f8cs7d9JGo8IDtu2/G4hs1P0
6fb7Pf8QwNoDvKl4u1+mC5rczDmMlwj+AuSkNacCAwEAAaNTMFEwHQYDVR0OBBYE
FABohdRjAeQaU+CAEXnOnnEs+sUdMB8GA1UdIwQYMBaAFABohdRjAeQaU+CAEXnO
nnEs+sUdMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBADhJgwMM
FYo5p+PC08NaKkV9TbJ4vSO9+Q8Mgci3AWMhUQq3kB403cayI6W8ikmEsKX41ffS
p1mORlWO0gHw6GwCbQ0BpZC4+v2C5o4EunRUKf97deQ7NSUreis41dhfbFtzPcLp
WwNPqEQsvipccKu7h8uYLmWdWmDjOMBqJUXKafjsqHC1FAwM+ri07sMKaG2RAsoT
SSkba9O6zqshqT/SGkXB6wnfM7iT8aMf/8A7g4fD6OxQ/azrAma3l3OlLUbRUrxe
nTgHXd+g9YPWwQO/P3v3m1ha8dnXUZaIrljbToV5js+OpOZ2wD+mg+dFen+gtKjG
EzQZyV6V7wEcU4w=
-----END CERTIFICATE-----`

const good: Environment = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://x:y@db/xiansheng',
  SECRET: '0123456789abcdefghijklmnopqrstuv',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: 'f'.repeat(32),
  WECHAT_PAY_MCHID: '1900000001',
  WECHAT_PAY_SERIAL: '0123456789ABCDEF0123456789ABCDEF01234567',
  WECHAT_PAY_PRIVATE_KEY: merchant.privateKey,
  WECHAT_PAY_PUBLIC_KEYS: `PUB_KEY_ID_1=${platform.publicKey}`,
  WECHAT_PAY_APIV3_KEY: 'k'.repeat(32),
  WECHAT_PAY_NOTIFY_URL: 'https://api.example.cn/v1/wechat-pay/notifications',
  TEMPLATE_OPENING: 'tmpl-a',
  TEMPLATE_COUPON_ENDING: 'tmpl-b',
  TEMPLATE_ORDER: 'tmpl-c',
  MAPS_KEY: 'AAAAA-BBBBB',
  OPERATOR_TOKEN: 'o'.repeat(24),
}
const problemsOf = (env: Environment): readonly string[] => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigProblem) return error.sentences
    throw error
  }
  return []
}
const withoutProblem = (over: Environment) => problemsOf({ ...good, ...over })

describe('the configuration', () => {
  it('is read whole, with its defaults', () => {
    expect(readConfig(good)).toEqual({
      production: true,
      host: '0.0.0.0',
      port: 3000,
      databaseUrl: 'postgres://x:y@db/xiansheng',
      databaseConnections: 20,
      secret: Buffer.from('0123456789abcdefghijklmnopqrstuv'),
      wechat: { appid: 'wx0123456789abcdef', secret: 'f'.repeat(32), miniprogramState: 'formal' },
      pay: {
        mchid: '1900000001',
        serial: '0123456789ABCDEF0123456789ABCDEF01234567',
        privateKey: merchant.privateKey.trim(),
        publicKeys: { PUB_KEY_ID_1: platform.publicKey.trim() },
        apiV3Key: 'k'.repeat(32),
        notifyUrl: 'https://api.example.cn/v1/wechat-pay/notifications',
      },
      templates: { opening: 'tmpl-a', couponEnding: 'tmpl-b', order: 'tmpl-c' },
      maps: { key: 'AAAAA-BBBBB', region: '威宁彝族回族苗族自治县' },
      operatorToken: 'o'.repeat(24),
    })
  })

  it('says everything that is missing at once, and what each is for', () => {
    const sentences = problemsOf({})
    for (const name of Object.keys(good).filter((name) => name !== 'NODE_ENV'))
      expect(sentences.find((sentence) => sentence.startsWith(`${name} is missing: `))).toBeDefined()
    expect(sentences).toHaveLength(Object.keys(good).length - 1)
  })

  it.each(Object.keys(good).filter((name) => name !== 'NODE_ENV'))('blank is missing: %s', (name) => {
    expect(withoutProblem({ [name]: '  ' })).toEqual([expect.stringMatching(new RegExp(`^${name} is missing: .+\\.$`))])
  })

  it.each([
    ['DATABASE_URL', 'mysql://x', 'postgres://'],
    ['SECRET', 'a'.repeat(31), '31 bytes and needs at least 32'],
    ['SECRET', 'a'.repeat(64), 'could be guessed'],
    ['WECHAT_APPID', 'wx123', 'wx followed by 16'],
    ['PORT', '65536', 'from 0 to 65535'],
    ['PORT', '3000x', 'from 0 to 65535'],
    ['DATABASE_CONNECTIONS', '7', 'from 8 to 500'],
    ['OPERATOR_TOKEN', 'short', 'at least 24'],
    ['MINIPROGRAM_STATE', 'beta', 'formal, trial, developer'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'loopback, proxy.internal', 'proxy.internal'],
    ['WECHAT_BASE_URL', 'http://127.0.0.1:1', 'for development only'],
    ['MAPS_BASE_URL', 'http://127.0.0.1:1', 'for development only'],
    ['WECHAT_PAY_BASE_URL', 'http://127.0.0.1:1', 'for development only'],
    ['WECHAT_PAY_MCHID', '190000000x', '8 to 10 digits'],
    ['WECHAT_PAY_SERIAL', 'abc', '40 hexadecimal digits'],
    ['WECHAT_PAY_PRIVATE_KEY', 'apiclient_key.pem', 'RSA private key in PEM'],
    ['WECHAT_PAY_PRIVATE_KEY', merchant.publicKey, 'RSA private key in PEM'],
    ['WECHAT_PAY_PRIVATE_KEY', edwards.privateKey, 'RSA private key in PEM'],
    ['WECHAT_PAY_PUBLIC_KEYS', platform.publicKey, 'must be ID=PEM'],
    ['WECHAT_PAY_PUBLIC_KEYS', 'PUB_KEY_ID_1', 'must be ID=PEM'],
    ['WECHAT_PAY_PUBLIC_KEYS', `PUB_KEY_ID_1=${platform.publicKey} and more`, 'must be ID=PEM'],
    ['WECHAT_PAY_PUBLIC_KEYS', `PUB_KEY_ID_1=${edwards.publicKey}`, 'no RSA key'],
    ['WECHAT_PAY_PUBLIC_KEYS', `PUB_KEY_ID_1=${merchant.privateKey}`, 'must be ID=PEM'],
    ['WECHAT_PAY_APIV3_KEY', 'k'.repeat(31), 'exactly 32 bytes'],
    ['WECHAT_PAY_NOTIFY_URL', 'http://api.example.cn/v1/wechat-pay/notifications', 'https URL'],
    ['WECHAT_PAY_NOTIFY_URL', 'https://api.example.cn/v1/wechat-pay/notifications?a=1', 'without query'],
    ['WECHAT_PAY_NOTIFY_URL', 'api.example.cn', 'https URL'],
  ])('%s=%s is told in a sentence', (name, value, words) => {
    const [sentence, ...more] = withoutProblem({ [name]: value })
    expect(more).toEqual([])
    expect(sentence).toContain(name)
    expect(sentence).toContain(words)
  })

  it.each(['loopback', 'loopback,10.0.0.0/8', '192.168.1.1, fd00::/8, uniquelocal'])(
    'TRUSTED_PROXIES=%s is fine',
    (text) => {
      expect(readConfig({ ...good, TRUSTED_PROXIES: text }).trustedProxies).toBe(text)
    },
  )

  it('takes several of WeChat’s keys, and keys in one line with their line feeds written out', () => {
    const keys = `PUB_KEY_ID_1=${inOneLine(platform.publicKey)} PUB_KEY_ID_2=${other.publicKey}`
    const { pay } = readConfig({
      ...good,
      WECHAT_PAY_PRIVATE_KEY: inOneLine(merchant.privateKey),
      WECHAT_PAY_PUBLIC_KEYS: keys,
    })
    expect(pay.privateKey).toBe(merchant.privateKey.trim())
    expect(pay.publicKeys).toEqual({ PUB_KEY_ID_1: platform.publicKey.trim(), PUB_KEY_ID_2: other.publicKey.trim() })
  })

  it('takes a platform certificate under its own serial, and no other', () => {
    const under = (serial: string) => ({ WECHAT_PAY_PUBLIC_KEYS: `${serial}=${inOneLine(CERTIFICATE)}` })
    expect(Object.keys(readConfig({ ...good, ...under(CERTIFICATE_SERIAL) }).pay.publicKeys)).toEqual([
      CERTIFICATE_SERIAL,
    ])
    expect(withoutProblem(under('0'.repeat(40)))).toEqual([expect.stringContaining('another serial')])
  })

  it('never repeats a secret', () => {
    const env = {
      ...good,
      SECRET: 'hush-hush',
      OPERATOR_TOKEN: 'whisper',
      DATABASE_URL: 'mysql://u:pass@x',
      WECHAT_PAY_PRIVATE_KEY: 'private-part',
      WECHAT_PAY_APIV3_KEY: 'too-short-a-key',
    }
    const words = problemsOf(env).join('\n')
    for (const secret of ['hush-hush', 'whisper', 'pass@', 'private-part', 'too-short-a-key'])
      expect(words).not.toContain(secret)
  })

  it.each([undefined, 'production', 'prod', 'Development'])(
    'is production unless it says otherwise: NODE_ENV=%s',
    (env) => {
      expect(withoutProblem({ NODE_ENV: env, WECHAT_BASE_URL: 'http://127.0.0.1:1' })).toHaveLength(1)
    },
  )

  it.each(['development', 'test'])('may point at stand-ins in %s', (env) => {
    const config = readConfig({
      ...good,
      NODE_ENV: env,
      OPERATOR_TOKEN: undefined,
      WECHAT_BASE_URL: 'http://127.0.0.1:1',
      MAPS_BASE_URL: 'http://127.0.0.1:2',
      WECHAT_PAY_BASE_URL: 'http://127.0.0.1:3',
      WECHAT_PAY_NOTIFY_URL: 'http://127.0.0.1:3000/v1/wechat-pay/notifications',
    })
    expect(config).toMatchObject({ production: false, wechat: { baseUrl: 'http://127.0.0.1:1' } })
    expect(config.maps.baseUrl).toBe('http://127.0.0.1:2')
    expect(config.pay.baseUrl).toBe('http://127.0.0.1:3')
    expect(config).not.toHaveProperty('operatorToken')
    expect(problemsOf({ ...good, NODE_ENV: env, MAPS_BASE_URL: 'maps' })[0]).toContain('http://')
  })

  it('of a command is the database and the secret alone', () => {
    const { DATABASE_URL, SECRET } = good
    expect(readDatabaseAndSecret({ DATABASE_URL, SECRET }).databaseUrl).toBe(DATABASE_URL)
    expect(() => readDatabaseAndSecret({ SECRET })).toThrow('DATABASE_URL is missing')
  })
})
