// `npm test`: on a fresh clone too. Checks, builds, then every test from the quick to the slow; one closing line.
// What follows `npm test --` goes to vitest.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { check } from './check.mjs'
import { ensureInstalled, loadTypeScript, root } from './install.mjs'

const REPORT = path.join(root, 'test-output/results.json')
/** The tests that look at a build, by what they look at. */
const PROJECT_OF = { weapp: 'weapp', h5: 'journeys' }

await ensureInstalled()
process.env.CHROMIUM_PATH = ensureBrowser()
const checks = await check()
const built = await build(Object.keys(PROJECT_OF))
const tests = await vitest(built.failed)

const count = { passed: 0, failed: 0, skipped: 0 }
for (const part of [checks, { passed: built.done.length, failed: built.failed.length }, tests]) {
  for (const [key, number] of Object.entries(part)) count[key] += number
}
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`)
process.exitCode = count.failed > 0 ? 1 : 0

async function build(targets) {
  const { ensureBuilt } = await loadTypeScript('scripts/client-build.ts')
  const result = { done: [], failed: [] }
  for (const target of targets) {
    const begin = Date.now()
    const trouble = await ensureBuilt(target).then(
      () => undefined,
      (error) => error.message,
    )
    result[trouble ? 'failed' : 'done'].push(target)
    console.log(`${trouble ? '✗' : '✓'} build of ${target} (${Math.round((Date.now() - begin) / 1000)} s)`)
    if (trouble) console.log(trouble)
  }
  return result
}

/** Runs vitest without the projects whose build failed; answers with the counts of its report. */
async function vitest(failedBuilds) {
  rmSync(REPORT, { force: true })
  const without = failedBuilds.flatMap((target) => ['--project', `!${PROJECT_OF[target]}`])
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`, ...without]
  const cli = path.join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [cli, ...args, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (!existsSync(REPORT)) return { failed: 1 }
  const report = JSON.parse(readFileSync(REPORT, 'utf8'))
  // A file that does not load has no test that could fail, and still is a failure.
  const notLoaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = report.numFailedTests + notLoaded.length
  return {
    passed: report.numPassedTests,
    failed: code === 0 ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
