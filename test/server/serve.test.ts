import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { mockWechat } from '../../mock/wechat/start'
import { mockWechatPay } from '../../mock/wechat-pay/start'
import { testDatabase } from '../support/database'
import { aStore } from '../support/factories'

// The entry of a deployment as a process of its own: this is what a load balancer and a service manager see.
const { db, url: databaseUrl } = await testDatabase()
const world = await mockWechat()
const { settings: pay, stop } = await mockWechatPay({ appid: world.appid })
afterAll(() => Promise.all([world.stop(), stop()]))

const root = path.resolve(import.meta.dirname, '../..')
const environment = {
  PATH: process.env.PATH,
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  PORT: '0',
  DATABASE_URL: databaseUrl,
  DATABASE_CONNECTIONS: '8',
  SECRET: '0123456789abcdefghijklmnopqrstuv',
  WECHAT_APPID: world.appid,
  WECHAT_APP_SECRET: world.secret,
  WECHAT_BASE_URL: world.url,
  WECHAT_PAY_MCHID: pay.mchid,
  WECHAT_PAY_SERIAL: pay.serial,
  WECHAT_PAY_PRIVATE_KEY: pay.privateKey,
  WECHAT_PAY_PUBLIC_KEYS: Object.entries(pay.publicKeys)
    .map(([name, pem]) => `${name}=${pem}`)
    .join('\n'),
  WECHAT_PAY_APIV3_KEY: pay.apiV3Key,
  WECHAT_PAY_NOTIFY_URL: 'https://api.example.cn/v1/wechat-pay/notifications',
  WECHAT_PAY_BASE_URL: pay.baseUrl,
  TEMPLATE_OPENING: 'tmpl-a',
  TEMPLATE_COUPON_ENDING: 'tmpl-b',
  TEMPLATE_ORDER: 'tmpl-c',
  MAPS_KEY: 'AAAAA',
}

type Running = {
  child: ChildProcess
  output(): string
  said(words: string): Promise<string>
  ended: Promise<number | null>
}
function run(file: string, args: string[] = [], env: NodeJS.ProcessEnv = environment): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, file), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  afterAll(() => void child.kill('SIGKILL'))
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      for (const listener of listeners) listener()
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const said = (words: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = output.split('\n').find((text) => text.includes(words))
        if (line) resolve(line)
      }
      listeners.add(look)
      look()
      void ended.then(() => reject(new Error(`It ended before it said "${words}":\n${output}`)))
    })
  return { child, output: () => output, said, ended }
}

async function serving(): Promise<Running & { url: string }> {
  const running = run('server/start.ts')
  const { url } = JSON.parse(await running.said('"msg":"open"')) as { url: string }
  return { ...running, url }
}
const signIn = (url: string, code: string) =>
  fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })

describe('a deployment', () => {
  it('opens, and when asked to stop finishes what it accepted and refuses what is new', async () => {
    const running = await serving()
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200)

    // A sign-in that WeChat keeps waiting is under way when the signal comes.
    const hold = world.troubles.hold('/sns/jscode2session')
    const begun = signIn(running.url, world.codeOf('a'))
    await hold.arrived
    running.child.kill('SIGTERM')
    await running.said('stopping')
    await refused(running.url)
    hold.release()
    expect((await begun).status).toBe(200)
    expect(await running.ended).toBe(0)
    expect(running.output()).toContain('"msg":"stopped"')
    expect(running.output()).not.toContain(world.secret)
  })

  it('ends at once when asked twice', async () => {
    const running = await serving()
    const hold = world.troubles.hold('/sns/jscode2session')
    const begun = signIn(running.url, world.codeOf('a')).catch(() => 'cut')
    await hold.arrived
    running.child.kill('SIGINT')
    await running.said('stopping')
    running.child.kill('SIGINT')
    expect(await running.ended).toBe(1)
    expect(await begun).toBe('cut')
    hold.release()
  })

  it('says what its environment lacks and does not start', async () => {
    const running = run('server/start.ts', [], { ...environment, NODE_ENV: 'production', SECRET: 'short' })
    expect(await running.ended).toBe(1)
    const lines = running.output().trim().split('\n')
    expect(lines).toContain('SECRET has 5 bytes and needs at least 32 (openssl rand -base64 48).')
    expect(lines).toContain('WECHAT_BASE_URL points at a stand-in and is for development only: remove it.')
  })

  it('that finds its port taken ends with one line and lets go of everything', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    )
    const running = run('server/start.ts', [], { ...environment, PORT: String(port) })
    expect(await running.ended).toBe(1)
    expect(running.output()).toContain('EADDRINUSE')
    other.close()
  })
})

/** Resolves once nobody accepts at `url` any more. */
async function refused(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url, { headers: { connection: 'close' } }).catch(() => null)
    if (answer === null) return
  }
}

describe('the first owner', () => {
  it('comes in by a link that works once', async () => {
    const store = await aStore(db)
    const invited = run('server/invite-owner.ts', [store.id, '王姐'])
    expect(await invited.ended).toBe(0)
    const token = /^\/staff\/join\/index\?token=([\w-]{43})$/m.exec(invited.output())?.[1]

    const running = await serving()
    const call = async (who: string, url: string) => {
      const { token: session } = (await (await signIn(running.url, world.codeOf(who))).json()) as { token: string }
      const response = await fetch(`${running.url}${url}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${session}`,
          'content-type': 'application/json',
          'idempotency-key': `invite-owner-${who}-0001`,
        },
        body: JSON.stringify({ token }),
      })
      return { status: response.status, body: (await response.json()) as { error?: { code: string } } }
    }
    expect(await call('owner', '/v1/staff/invitations/accept')).toMatchObject({
      status: 200,
      body: { storeId: store.id, role: 'owner' },
    })
    expect((await call('b', '/v1/staff/invitations/accept')).body.error?.code).toBe('INVITATION_USED')
    running.child.kill('SIGTERM')
    expect(await running.ended).toBe(0)

    const audited = await db.selectFrom('audit_log').select('action').where('store_id', '=', store.id).execute()
    expect(audited.map(({ action }) => action)).toEqual(['staff.invited', 'invitation.accepted'])
  })

  it.each([
    [['nowhere', '王姐'], 'There is no store "nowhere".'],
    [[], 'npm run invite-owner -- STORE NAME'],
    [['weining', '名字太长了写不下的老板王姐姐'], 'npm run invite-owner -- STORE NAME'],
  ])('is not invited by %j', async (args, words) => {
    const invited = run('server/invite-owner.ts', args)
    expect(await invited.ended).toBe(1)
    expect(invited.output()).toContain(words)
  })
})
