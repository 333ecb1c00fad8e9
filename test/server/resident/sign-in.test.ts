import { afterAll, describe, expect, it } from 'vitest'
import { openidOf } from '../../../mock/personas'
import { mockWechat } from '../../../mock/wechat/start'
import { wechatOverHttps } from '../../../server/gateways/wechat-https'
import { sha256 } from '../../../server/keys'
import { DAY } from '../../../src/domain/time'
import { fixedClock, NOON, testApp } from '../../support/app'
import { aResident } from '../../support/factories'

// Over HTTP to the stand-in, as development does: the gateway and the routes meet here.
const clock = fixedClock()
const world = await mockWechat({ clock })
afterAll(() => world.stop())
const { appid, secret, url } = world
const wechat = wechatOverHttps({ appid, secret, baseUrl: url, miniprogramState: 'developer', clock, timeoutMs: 2_000 })
const { app, as, db } = await testApp({ outside: { clock, wechat } })

const signIn = (code: string) => as().post('/v1/sessions', { code })
const residentsOf = (name: string) =>
  db.selectFrom('resident').selectAll().where('openid', '=', openidOf(name)).execute()

describe('signing in', () => {
  it('makes a resident the first time and knows them the second', async () => {
    const first = await signIn(world.codeOf('a'))
    const second = await signIn(world.codeOf('a'))
    expect(first.status).toBe(200)
    expect(first.body).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/), expiresAt: NOON + 30 * DAY })
    expect(second.body.token).not.toBe(first.body.token)
    const rows = await residentsOf('a')
    expect(rows).toHaveLength(1)
    expect(rows[0]?.share_code).toMatch(/^[a-hjkmnp-z2-9]{12}$/)
  })

  it('keeps the hash of a token and nothing that could be used', async () => {
    const { body } = await signIn(world.codeOf('a'))
    const rows = await db.selectFrom('session').select('token_hash').execute()
    expect(rows.some((row) => row.token_hash.equals(sha256(body.token)))).toBe(true)
    expect(JSON.stringify(await db.selectFrom('session').selectAll().execute())).not.toContain(body.token)
  })

  it('many first sign-ins of one person at once are one resident', async () => {
    const codes = Array.from({ length: 20 }, () => world.codeOf('crowd'))
    const heard = await Promise.all(codes.map(signIn))
    expect(heard.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(await residentsOf('crowd')).toHaveLength(1)
    expect(new Set(heard.map(({ body }) => body.token)).size).toBe(20)
  })

  it('keeps a unionid that came later, and keeps it when WeChat leaves it out again', async () => {
    const says = (body: object) => world.troubles.next('/sns/jscode2session', { kind: 'answer', body })
    for (const extra of [{}, { unionid: 'u-late' }, {}]) {
      says({ openid: 'openid-late', session_key: 'k', ...extra })
      expect((await signIn('x')).status).toBe(200)
    }
    const [row] = await db.selectFrom('resident').select('unionid').where('openid', '=', 'openid-late').execute()
    expect(row?.unionid).toBe('u-late')
  })

  it('a spent code is refused', async () => {
    const code = world.codeOf('a')
    await signIn(code)
    const heard = await signIn(code)
    expect([heard.status, heard.body.error.code]).toEqual([401, 'SIGN_IN_FAILED'])
    expect(heard.body.error.message).toBe('微信登录没有成功，请再试一次')
  })

  it('one code sent many times at once makes one session', async () => {
    const code = world.codeOf('double-tap')
    const heard = await Promise.all(Array.from({ length: 8 }, () => signIn(code)))
    expect(heard.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('a risky account is told so and leaves no trace', async () => {
    const heard = await signIn(world.codeOf('risky'))
    expect([heard.status, heard.body.error.code]).toEqual([403, 'SIGN_IN_RISKY'])
    expect(await residentsOf('risky')).toEqual([])
  })

  it('WeChat out of reach is said, and the next code works', async () => {
    world.troubles.next('/sns/jscode2session', { kind: 'lost' })
    const heard = await signIn(world.codeOf('a'))
    expect([heard.status, heard.body.error.code]).toEqual([502, 'WECHAT_UNAVAILABLE'])
    expect((await signIn(world.codeOf('a'))).status).toBe(200)
  })

  it.each([[{}], [{ code: '' }], [{ code: 'x'.repeat(129) }], [{ code: 'x', openid: 'mine' }]])(
    'input that is not a code is refused: %j',
    async (body) => {
      const heard = await as().post('/v1/sessions', body)
      expect([heard.status, heard.body.error.code]).toEqual([400, 'INPUT_INVALID'])
    },
  )
})

describe('a session', () => {
  const session = async (name: string) => as((await signIn(world.codeOf(name))).body)

  it('lasts thirty days and not an instant longer', async () => {
    const mine = await session('a')
    clock.set(NOON)
    clock.advance(30 * DAY - 1)
    expect((await mine.get('/v1/me')).status).toBe(200)
    clock.advance(1)
    expect((await mine.get('/v1/me')).body.error.code).toBe('NOT_SIGNED_IN')
    clock.set(NOON)
  })

  it('ends at once when signed out; others of the same person go on', async () => {
    const [phone, tablet] = [await session('a'), await session('a')]
    expect((await phone.delete('/v1/sessions/current')).body).toEqual({ done: true })
    expect((await phone.get('/v1/me')).status).toBe(401)
    expect((await phone.delete('/v1/sessions/current')).status).toBe(401)
    expect((await tablet.get('/v1/me')).status).toBe(200)
  })

  it('is nobody else’s: each token sees its own person', async () => {
    const [mine, theirs] = [await session('a'), await session('b')]
    const [me, them] = [await mine.get('/v1/me'), await theirs.get('/v1/me')]
    expect(me.body.shareCode).not.toBe(them.body.shareCode)
    await mine.delete('/v1/sessions/current')
    expect((await theirs.get('/v1/me')).status).toBe(200)
  })

  it.each([
    '',
    'Bearer ',
    'Bearer x',
    `Bearer ${'x'.repeat(43)}`,
    `Basic ${'x'.repeat(43)}`,
    `bearer ${'x'.repeat(43)}`,
  ])('is not made by a header that says "%s"', async (authorization) => {
    const heard = await app.inject({ url: '/v1/me', headers: { authorization } })
    expect(heard.statusCode).toBe(401)
  })

  it('signing out needs a session', async () => {
    expect((await as().delete('/v1/sessions/current')).body.error.code).toBe('NOT_SIGNED_IN')
    const { token } = await aResident(db)
    expect((await as({ token: token.toLowerCase() }).delete('/v1/sessions/current')).status).toBe(401)
  })
})
