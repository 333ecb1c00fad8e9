// What a fresh clone lacks, put in place with Node's own modules only.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

export const root = path.resolve(import.meta.dirname, '..')
const OLDEST_NODE = [20, 11]
const HEARTBEAT_MS = 15_000

/** Ends the process with one sentence for the person at the terminal. */
export function stopWith(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

/** Node is new enough and node_modules holds what the lock names; installs what is missing or old. */
export async function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    stopWith(`Node ${OLDEST_NODE.join('.')} or later is needed; this is ${process.versions.node}.`)
  }
  const state = installedState()
  if (state === 'current') return
  // `npm ci` begins with an empty folder; what is only out of date is brought up to the lock without losing the rest.
  const args = state === 'missing' ? ['ci'] : ['install', '--no-save']
  console.log(`Installing packages (npm ${args.join(' ')}), one to three minutes …`)
  const code = await npm(args)
  if (code !== 0)
    stopWith('npm could not install the packages; its own words are above. Is the network there, and room on the disk?')
}

/** Compares the lock with the record npm leaves in node_modules once an install is whole. */
function installedState() {
  const record = path.join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return 'missing'
  const wanted = packagesOf(path.join(root, 'package-lock.json'))
  const found = packagesOf(record)
  const fits = ([key, { version, optional }]) => key === '' || (found[key] ? found[key].version === version : optional)
  return Object.entries(wanted).every(fits) ? 'current' : 'old'
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

function npm(args) {
  const cli = process.env.npm_execpath
  const [program, first] = cli?.endsWith('js') ? [process.execPath, [cli]] : ['npm', []]
  const child = spawn(program, [...first, ...args, '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: program === 'npm' && process.platform === 'win32',
    // A start under NODE_ENV=production would leave the build tools out.
    env: { ...process.env, NODE_ENV: 'development' },
  })
  const begin = Date.now()
  // npm draws its progress on a terminal only.
  const heartbeat = process.stderr.isTTY
    ? undefined
    : setInterval(() => console.log(`  … ${Math.round((Date.now() - begin) / 1000)} s`), HEARTBEAT_MS)
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  }).finally(() => clearInterval(heartbeat))
}

/** Loads a TypeScript module of this project into this very process: a signal reaches it directly. */
export async function loadTypeScript(file) {
  await import('tsx')
  const module = await import(pathToFileURL(path.join(root, file)).href)
  // This package is no ES module by its name, so TypeScript is loaded as CommonJS: its exports stand under `default`.
  return module.default ?? module
}
