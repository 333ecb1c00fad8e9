import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Problem, systemCode } from '../problem'
import type { Binaries } from './binaries'
import type { Runner } from './place'

/** A server that runs on a cluster, as its postmaster.pid tells. */
export interface Postmaster {
  pid: number
  port: number
  state: 'starting' | 'ready' | 'stopping'
}

/** The folder, the log and the password of one database, and who runs its server. */
export interface Cluster {
  binaries: Binaries
  runner: Runner | undefined
  /** PostgreSQL's own folder. */
  folder: string
  log: string
  password: string
}

export const USER = 'xiansheng'
const START_PATIENCE_MS = 60_000
const POLL_MS = 20
const LOG_LIMIT_BYTES = 10_000_000

/** initdb into a folder of its own, renamed when whole: a start that is killed half way leaves no half cluster. */
export async function createCluster({ binaries, runner, folder, password }: Cluster): Promise<void> {
  const half = `${folder}.${process.pid}`
  const passwordFile = `${half}.password`
  rmSync(half, { recursive: true, force: true })
  try {
    mkdirSync(half, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (runner) for (const file of [half, passwordFile]) chownSync(file, runner.uid, runner.gid)
    const access = ['-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
    const { code, output } = await run(
      binaries.initdb,
      ['-D', half, ...access, '-E', 'UTF8', '--locale=C', '--no-instructions'],
      runner,
    )
    if (code !== 0) throw new Problem(`PostgreSQL could not lay its data folder. ${explain(output, folder)}`)
    renameSync(half, folder)
  } catch (error) {
    // The rename was refused because another start was quicker: its cluster is as good as ours.
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(systemCode(error) ?? '') || !existsSync(folder)) throw error
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(half, { recursive: true, force: true })
  }
}

/** The live server on a cluster; undefined when there is none, also when an old postmaster.pid says otherwise. */
export function livePostmaster({ folder }: Pick<Cluster, 'folder'>): Postmaster | undefined {
  const file = path.join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isServer(pid)) return undefined
  const state = lines[7]?.trim()
  return { pid, port: Number(lines[3]), state: state === 'ready' || state === 'stopping' ? state : 'starting' }
}

/** Process ids are given out again: after a crash of the machine the old one may be anybody's. */
function isServer(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemCode(error) !== 'EPERM') return false
  }
  const proc = `/proc/${pid}/cmdline`
  if (existsSync('/proc/self/cmdline')) return existsSync(proc) && readFileSync(proc, 'utf8').includes('postgres')
  const [program, ...args] =
    process.platform === 'win32'
      ? ['tasklist', '/FI', `PID eq ${pid}`, '/NH']
      : ['ps', '-p', String(pid), '-o', 'command=']
  return spawnSync(program as string, args, { encoding: 'utf8' }).stdout.includes('postgres')
}

/** Waits while a server is starting or stopping; answers with the one that is ready, or undefined when there is none. */
export async function settledPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  let live = livePostmaster(cluster)
  for (let waited = 0; live && live.state !== 'ready' && waited < START_PATIENCE_MS; waited += POLL_MS) {
    await wait(POLL_MS)
    live = livePostmaster(cluster)
  }
  return live
}

/**
 * Starts the server and waits until it takes connections. Answers undefined when it does, else what its log says.
 * It gets a process group of its own: Ctrl-C in the terminal reaches us alone, and we stop it last.
 */
export async function runPostmaster(
  cluster: Cluster,
  port: number,
  settings: Record<string, string>,
): Promise<string | undefined> {
  const { binaries, runner, folder, log } = cluster
  if (!livePostmaster(cluster)) rmSync(path.join(folder, 'postmaster.pid'), { force: true })
  const fresh = !existsSync(log) || statSync(log).size > LOG_LIMIT_BYTES
  const output = openSync(log, fresh ? 'w' : 'a', 0o600)
  const begin = statSync(log).size
  const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', folder, ...flags], {
    ...options(runner),
    stdio: ['ignore', output, output],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  closeSync(output)
  child.unref()
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', () => (ended = readFileSync(log).subarray(begin).toString()))
  for (let waited = 0; waited < START_PATIENCE_MS; waited += POLL_MS) {
    if (ended !== undefined) return ended
    const live = livePostmaster(cluster)
    if (live?.pid === child.pid && live?.state === 'ready') return undefined
    await wait(POLL_MS)
  }
  return `It was not ready after ${START_PATIENCE_MS / 1000} s; see ${log}.`
}

/** Ends the server: open sessions are closed; one that does not end within half a minute is ended at once (and recovers). */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (!livePostmaster(cluster)) return
    await run(cluster.binaries.pgCtl, ['stop', '-D', cluster.folder, '-m', mode, '-w', '-t', '30'], cluster.runner)
  }
}

/** What the server's own words mean for the person at the terminal. */
export function explain(output: string, folder: string): string {
  if (/No space left on device|Disk quota exceeded/.test(output))
    return `There is no space left on the disk that holds ${folder}.`
  if (/Address already in use|could not bind/.test(output)) return 'Its port is taken by another program.'
  if (/database files are incompatible|not compatible with this version/.test(output)) {
    return `The data in ${folder} were written by another version. Keep a copy if you need them, then run \`npm run reset\`.`
  }
  if (/wrong ownership|Permission denied/.test(output)) {
    return `The data in ${folder} belong to another user. Start as the one who made them, or remove them.`
  }
  const fatal = output.split('\n').filter((line) => /FATAL|PANIC|error:/.test(line))
  return (fatal.length > 0 ? fatal : [output.trim()]).join('\n').slice(-1_000)
}

const options = (runner: Runner | undefined) => ({
  ...runner,
  cwd: path.parse(process.cwd()).root,
  env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
})

function run(program: string, args: string[], runner: Runner | undefined): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options(runner), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
