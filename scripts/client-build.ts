import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export type ClientTarget = 'h5' | 'weapp'

export interface BuildOptions {
  /** Where this build finds the API; without it TARO_APP_API, else the same origin (h5) or the local API (weapp). */
  api?: string
  /** Ends the compiler; the promise rejects. */
  signal?: AbortSignal
}

const root = path.resolve(import.meta.dirname, '..')
/** All that a build is made from. */
const SOURCES = [
  'src',
  'config',
  'types',
  'babel.config.js',
  'tsconfig.json',
  'tsconfig.base.json',
  'package-lock.json',
  'package.json',
]
const LOCAL_API: Record<ClientTarget, string> = { h5: '', weapp: 'http://127.0.0.1:3000' }
const ENTRY: Record<ClientTarget, string> = { h5: 'index.html', weapp: 'app.json' }

/** Where a target's finished build lies: `dist/h5`, `dist/weapp`. */
export const clientFolder = (target: ClientTarget): string => path.join(root, 'dist', target)

/** Whether `dist/` holds a build of the sources as they are now, for the same API address. */
export function isBuilt(target: ClientTarget, { api }: BuildOptions = {}): boolean {
  const stamp = stampFile(target)
  if (!existsSync(path.join(clientFolder(target), ENTRY[target])) || !existsSync(stamp)) return false
  return readFileSync(stamp, 'utf8') === fingerprint(apiOf(target, api))
}

/**
 * Builds the mini-program for one target unless `dist/` is up to date. The new build replaces the old one when it is
 * whole, so what is being served or tested never disappears half way. Rejects with the compiler's words when it fails.
 */
export async function ensureBuilt(target: ClientTarget, options: BuildOptions = {}): Promise<void> {
  if (isBuilt(target, options)) return
  const api = apiOf(target, options.api)
  const made = fingerprint(api)
  removeLeftovers()
  const half = path.join('dist', `.${target}-${process.pid}`)
  try {
    await taro(target, half, api, options.signal)
    const folder = clientFolder(target)
    const old = `${path.join(root, half)}-old`
    if (existsSync(folder)) renameSync(folder, old)
    renameSync(path.join(root, half), folder)
    rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(path.join(root, half), { recursive: true, force: true })
  }
  mkdirSync(path.dirname(stampFile(target)), { recursive: true })
  writeFileSync(stampFile(target), made)
}

/** Half builds of processes that were killed. */
function removeLeftovers(): void {
  const dist = path.join(root, 'dist')
  for (const name of existsSync(dist) ? readdirSync(dist) : []) {
    const pid = /^\.(?:h5|weapp)-(\d+)/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(path.join(dist, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const apiOf = (target: ClientTarget, api: string | undefined): string =>
  api ?? process.env.TARO_APP_API ?? LOCAL_API[target]

const stampFile = (target: ClientTarget) => path.join(root, '.cache', `built-${target}`)

function fingerprint(api: string): string {
  const hash = createHash('sha256').update(api)
  const add = (file: string): void => {
    if (!existsSync(file)) return
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name))
    else hash.update(path.relative(root, file)).update('\0').update(readFileSync(file))
  }
  for (const source of SOURCES) add(path.join(root, source))
  return hash.digest('hex')
}

function taro(target: ClientTarget, output: string, api: string, signal?: AbortSignal): Promise<void> {
  const cli = path.join(root, 'node_modules/@tarojs/cli/bin/taro')
  const child = spawn(process.execPath, [cli, 'build', '--type', target], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', TARO_OUTPUT: output, TARO_APP_API: api },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches us, and we end it with all its workers.
    detached: process.platform !== 'win32',
  })
  const end = () => endGroup(child)
  signal?.addEventListener('abort', end)
  process.once('exit', end)
  let words = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (words += chunk.toString()))
  return new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const whole = code === 0 && existsSync(path.join(root, output, ENTRY[target]))
      if (signal?.aborted) reject(new Error('The build was stopped.'))
      else if (whole) resolve()
      else reject(new Error(`The ${target} build failed.\n${words.slice(-4_000)}`))
    })
  }).finally(() => {
    signal?.removeEventListener('abort', end)
    process.removeListener('exit', end)
  })
}

/** Says that `dist/` no longer holds a finished build: a watcher is about to write there. */
export const forgetBuild = (target: ClientTarget): void => rmSync(stampFile(target), { force: true })

/** Ends a process started with `detached`, and everything it started. */
export function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(child.pid), '/T', '/F'])
    return
  }
  try {
    process.kill(-child.pid, 'SIGTERM')
  } catch {
    // It ended by itself a moment ago.
  }
}
