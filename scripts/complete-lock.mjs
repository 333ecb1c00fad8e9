// npm writes no lock entry for an optional platform package that its registry does not hold, and `npm ci` then refuses
// the whole lock ("Missing: X from lock file"). This adds the entries: npm skips them where they do not fit and fetches
// them where they do. Run it after every `npm install`; with --check it changes nothing and says whether one was forgotten.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const options = process.argv.slice(2)
const checkOnly = options.includes('--check')
// The project's lock, or the one given.
const given = options.find((option) => !option.startsWith('--'))
const file = path.resolve(given ?? path.join(import.meta.dirname, '../package-lock.json'))
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const lock = JSON.parse(readFileSync(file, 'utf8'))
const { missing, unknown, addressed } = audit(lock.packages)

if (unknown.length > 0) fail(`No platform can be read from these names, add them by hand: ${unknown.join(', ')}`)
if (checkOnly) {
  if (missing.length > 0) {
    fail(
      `package-lock.json lacks ${missing.length} platform packages. Run \`node scripts/complete-lock.mjs\` and commit it.`,
    )
  }
  if (addressed.length > 0) {
    fail(
      'package-lock.json names download addresses; keep omit-lockfile-registry-resolved=true in .npmrc and install again.',
    )
  }
  console.log('The lock is complete.')
} else {
  for (const { key, entry } of missing) lock.packages[key] = entry
  for (const key of addressed) delete lock.packages[key].resolved
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${missing.length} platform packages added to the lock.`)
}

/** What the lock lacks, what cannot be added by itself, and what carries an address. */
function audit(packages) {
  const result = { missing: [], unknown: [], addressed: [] }
  for (const [from, pkg] of Object.entries(packages)) {
    if (/^https?:/.test(pkg.resolved ?? '')) result.addressed.push(from)
    for (const [name, version] of Object.entries(pkg.optionalDependencies ?? {})) {
      if (isFound(packages, from, name)) continue
      const platform = platformOf(name)
      if (!platform || !/^\d/.test(version)) result.unknown.push(`${name}@${version}`)
      else result.missing.push({ key: `node_modules/${name}`, entry: { version, ...platform, ...flags(pkg) } })
    }
  }
  return result
}

/** Node's own search: the folder of the asking package, then each one above. */
function isFound(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`]) return true
    if (folder === '') return false
    if (!folder.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined
  }
}

/** `@x/y-linux-arm64-musl` says where it fits; undefined when a name says nothing. */
function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split(/[-_]/)
  const os = OS.filter((word) => words.includes(word) || (word === 'win32' && words.includes('windows')))
  const cpu = CPU.filter((word) => words.includes(word) || (word === 'arm' && words.includes('armv7')))
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined
  if (os.length === 0 && cpu.length === 0) return undefined
  return { cpu, os, ...(libc && { libc }) }
}

function flags(asking) {
  return { ...(asking.dev && { dev: true }), optional: true }
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
