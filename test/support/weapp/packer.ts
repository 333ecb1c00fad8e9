// WeChat's own packer (miniprogram-ci): what DevTools would do before an upload, offline and without a key. It is 276 MB, so
// it is no dependency of the project: it is installed once below .cache when it is first asked for.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const VERSION = '2.1.42'
const ROOT = path.resolve(import.meta.dirname, '../../..')
const FOLDER = path.join(ROOT, '.cache/miniprogram-ci')

export interface PackResult {
  /** What WeChat would refuse. */
  problems: string[]
  /** What its code quality check would rather have otherwise. */
  quality: string[]
  /** How many files would be uploaded. */
  files: number
}

function isInstalled(): boolean {
  const manifest = path.join(FOLDER, 'node_modules/miniprogram-ci/package.json')
  if (!fs.existsSync(manifest)) return false
  return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version === VERSION
}

/** Installs the packer unless it is there; false when the registry cannot be reached. */
export function installPacker(): boolean {
  if (isInstalled()) return true
  fs.mkdirSync(FOLDER, { recursive: true })
  fs.writeFileSync(path.join(FOLDER, 'package.json'), JSON.stringify({ private: true }))
  const args = [
    'install',
    '--prefix',
    FOLDER,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `miniprogram-ci@${VERSION}`,
  ]
  spawnSync('npm', args, { cwd: FOLDER, stdio: 'ignore', shell: process.platform === 'win32' })
  return isInstalled()
}

/**
 * Packs a dist into `output` and answers what the packer thinks of it.
 * Throws when the packer itself does not run.
 */
export function pack(dist: string, output: string): PackResult {
  const program = path.join(import.meta.dirname, 'packer-run.ts')
  const run = spawnSync(process.execPath, ['--import', 'tsx', program, FOLDER, dist, output], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const last = run.stdout?.trim().split('\n').at(-1) ?? ''
  if (!last.startsWith('{')) throw new Error(`miniprogram-ci did not run\n${run.stdout}\n${run.stderr}`.slice(0, 4000))
  return JSON.parse(last) as PackResult
}
