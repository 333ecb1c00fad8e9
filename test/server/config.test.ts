import { describe, expect, it } from 'vitest'
import { ConfigProblem, type Environment, readConfig, readDatabaseAndSecret } from '../../server/config'

const good: Environment = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://x:y@db/xiansheng',
  SECRET: '0123456789abcdefghijklmnopqrstuv',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: 'f'.repeat(32),
  TEMPLATE_OPENING: 'tmpl-a',
  TEMPLATE_COUPON_ENDING: 'tmpl-b',
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
      templates: { opening: 'tmpl-a', couponEnding: 'tmpl-b' },
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

  it('never repeats a secret', () => {
    const env = { ...good, SECRET: 'hush-hush', OPERATOR_TOKEN: 'whisper', DATABASE_URL: 'mysql://u:pass@x' }
    const words = problemsOf(env).join('\n')
    for (const secret of ['hush-hush', 'whisper', 'pass@']) expect(words).not.toContain(secret)
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
    })
    expect(config).toMatchObject({ production: false, wechat: { baseUrl: 'http://127.0.0.1:1' } })
    expect(config.maps.baseUrl).toBe('http://127.0.0.1:2')
    expect(config).not.toHaveProperty('operatorToken')
    expect(problemsOf({ ...good, NODE_ENV: env, MAPS_BASE_URL: 'maps' })[0]).toContain('http://')
  })

  it('of a command is the database and the secret alone', () => {
    const { DATABASE_URL, SECRET } = good
    expect(readDatabaseAndSecret({ DATABASE_URL, SECRET }).databaseUrl).toBe(DATABASE_URL)
    expect(() => readDatabaseAndSecret({ SECRET })).toThrow('DATABASE_URL is missing')
  })
})
