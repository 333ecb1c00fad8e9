import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explain } from '../../mock/postgres/cluster'
import { canReach, dataPlace } from '../../mock/postgres/place'
import { isRunning, removeData, startPostgres } from '../../mock/postgres/start'

const root = path.resolve(import.meta.dirname, '../..')
const asRoot = process.getuid?.() === 0

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'xiansheng-postgres-'))
  // mkdtemp closes it to others, and the server that root starts is another user.
  chmodSync(folder, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

/** A data folder of a server that was stopped in order, with one row in it. */
async function withLeek(name: string): Promise<{ dataDir: string; url: string }> {
  const dataDir = path.join(folder, name)
  const { url, stop } = await startPostgres({ dataDir })
  await query(url, 'CREATE TABLE leek (n int); INSERT INTO leek VALUES (7)')
  await stop()
  return { dataDir, url }
}

/** A start in a process of its own, as `npm start` is one; prints its address and stays. */
function startElsewhere(dataDir: string) {
  const script = path.join(folder, 'start.ts')
  const module = JSON.stringify(path.join(root, 'mock/postgres/start'))
  writeFileSync(
    script,
    `import { startPostgres } from ${module}
     startPostgres({ dataDir: process.argv[2]! }).then(
       ({ url }) => { console.log(url); setInterval(() => {}, 1000) },
       (error: Error) => { console.error(error.name, error.message); process.exit(1) })`,
  )
  return spawn(process.execPath, [path.join(root, 'node_modules/tsx/dist/cli.mjs'), script, dataDir], { cwd: root })
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data over a restart, at the same address, and stops as often as it is told', async () => {
    const { dataDir, url } = await withLeek('kept')
    expect(isRunning(dataDir)).toBe(false)
    const again = await startPostgres({ dataDir })
    expect(again.url).toBe(url)
    expect(await query(again.url, 'SELECT n FROM leek')).toEqual([{ n: 7 }])
    await again.stop()
    await again.stop()
    expect(isRunning(dataDir)).toBe(false)
  })

  it('syncs to the disk, listens on loopback only and lets nobody in without the password', async () => {
    const dataDir = path.join(folder, 'guarded')
    const { url, stop } = await startPostgres({ dataDir })
    expect(await query(url, 'SHOW fsync')).toEqual([{ fsync: 'on' }])
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    const stranger = new URL(url)
    stranger.password = 'guessed'
    await expect(query(stranger.href, 'SELECT')).rejects.toThrow('password authentication failed')
    expect(statSync(path.join(dataDir, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(path.join(dataDir, 'cluster')).mode & 0o777).toBe(0o700)
    await stop()
  })

  it('a second start on the same folder is told who holds it, and the first goes on', async () => {
    const dataDir = path.join(folder, 'held')
    const first = await startPostgres({ dataDir })
    const second = startElsewhere(dataDir)
    let said = ''
    second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const [code] = (await once(second, 'exit')) as [number]
    expect(code).toBe(1)
    expect(said).toContain(`is in use by another start (xiansheng, process ${process.pid})`)
    expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await expect(removeData(dataDir)).rejects.toThrow('in use by another start')
    await first.stop()
  })

  it('what a killed process left running is taken over, with every committed row', async () => {
    const dataDir = path.join(folder, 'killed')
    const other = startElsewhere(dataDir)
    const [line] = (await once(other.stdout, 'data')) as [Buffer]
    const url = line.toString().trim()
    await query(url, 'CREATE TABLE leek (n int); INSERT INTO leek VALUES (7)')
    const children = spawnSync('pgrep', ['-P', String(other.pid)], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')
    for (const pid of children) if (pid) process.kill(Number(pid), 'SIGKILL')
    other.kill('SIGKILL')
    expect(isRunning(dataDir)).toBe(true)

    const mine = await startPostgres({ dataDir })
    expect(mine.url).toBe(url)
    expect(await query(mine.url, 'SELECT n FROM leek')).toEqual([{ n: 7 }])
    await mine.stop()
    expect(isRunning(dataDir)).toBe(false)
  })

  it('a postmaster.pid left by a crash of the machine, whose process id is somebody else now, stops nobody', async () => {
    const { dataDir } = await withLeek('stale')
    const file = path.join(dataPlace(dataDir), 'cluster/postmaster.pid')
    writeFileSync(file, `${process.pid}\n${path.dirname(file)}\n1\n5432\n\n127.0.0.1\n\nready\n`)
    const server = await startPostgres({ dataDir })
    expect(await query(server.url, 'SELECT n FROM leek')).toEqual([{ n: 7 }])
    await server.stop()
  })

  it('a taken port is said in a sentence when it was asked for, and passed by when it was only remembered', async () => {
    const { dataDir, url } = await withLeek('port')
    const remembered = Number(new URL(url).port)
    const other = createServer().listen(remembered, '127.0.0.1')
    await once(other, 'listening')
    await expect(startPostgres({ dataDir, port: remembered })).rejects.toThrow(
      `Port ${remembered}, meant for the database, is taken by another program.`,
    )
    const server = await startPostgres({ dataDir })
    expect(new URL(server.url).port).not.toBe(String(remembered))
    await server.stop()
    other.close()
  })

  it('removes its data, and begins anew', async () => {
    const { dataDir } = await withLeek('removed')
    await removeData(dataDir)
    const server = await startPostgres({ dataDir })
    expect(await query(server.url, "SELECT FROM pg_tables WHERE tablename = 'leek'")).toEqual([])
    await server.stop()
  })

  it.runIf(asRoot)('a clone that others cannot enter keeps its data where the server can', async () => {
    const closed = path.join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const dataDir = path.join(closed, 'data')
    expect(canReach({ uid: 65534, gid: 65534 }, dataDir)).toBe(false)
    expect(dataPlace(dataDir)).toMatch(/xiansheng-[0-9a-f]{12}\/data-[0-9a-f]{8}$/)
    const server = await startPostgres({ dataDir })
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await server.stop()
    await removeData(dataDir)
  })
})

describe("the server's own words", () => {
  const place = '/somewhere'
  it.each([
    [
      'FATAL:  could not write lock file "postmaster.pid": No space left on device',
      'There is no space left on the disk that holds /somewhere.',
    ],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'Its port is taken by another program.'],
    ['FATAL:  data directory "/somewhere" has wrong ownership', 'belong to another user'],
    ['FATAL:  database files are incompatible with server', 'were written by another version'],
  ])('%s', (words, sentence) => {
    expect(explain(words, place)).toContain(sentence)
  })
})
