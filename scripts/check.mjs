// `npm run check`: types, imports and habits, formatting, colours, the lock. Everything is said, not only the first trouble.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled, root } from './install.mjs'

const bin = (file, ...args) => [path.join('node_modules', file), ...args]
const tsc = (project) => bin('typescript/bin/tsc', '-p', project)

const CHECKS = {
  'types of the mini-program': tsc('tsconfig.json'),
  'types of the server': tsc('server/tsconfig.json'),
  'types of the tests': tsc('test/tsconfig.json'),
  'imports and habits (ESLint)': bin('eslint/bin/eslint.js', '.'),
  'format (mend it with: npm run format)': bin('@biomejs/biome/bin/biome', 'format', '.'),
  'no import goes in a circle': ['scripts/cycles.mjs'],
  'colours have names': ['scripts/colours.mjs'],
  'the lock fits every platform': ['scripts/complete-lock.mjs', '--check'],
}

/** Runs all checks, two at a time; answers with how many passed and failed. */
export async function check() {
  const waiting = Object.entries(CHECKS)
  const count = { passed: 0, failed: 0 }
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, args] = next
      const { code, output, seconds } = await run(args)
      if (code === 0) count.passed++
      else count.failed++
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)${code === 0 ? '' : `\n${output}`}`)
    }
  }
  await Promise.all([worker(), worker()])
  return count
}

function run(args) {
  const begin = Date.now()
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output, seconds: Math.round((Date.now() - begin) / 1000) }))
  })
}

if (process.argv[1] === import.meta.filename) {
  await ensureInstalled()
  const { failed } = await check()
  process.exitCode = failed > 0 ? 1 : 0
}
