// Runs WeChat's packer on a dist and prints what it found as JSON. A process of its own: the packer prints a lot, forks
// workers and keeps the process alive.
//
//   node --import tsx packer-run.ts <folder of miniprogram-ci> <dist> <folder for the packed files>
import dns from 'node:dns'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { allPages, readAppJson } from './dist-files'
import type { PackResult } from './packer'

interface QualityFinding {
  name: string
  success: boolean
  text: string
}

/** The part of miniprogram-ci used here. */
interface Packer {
  Project: new (options: Record<string, unknown>) => object
  DefaultProjectAttr: object
  getAppJSON(project: object): Promise<unknown>
  getPageJSON(project: object, page: { pagePath: string; miniprogramRoot: string }): Promise<unknown>
  getCompiledResult(options: Record<string, unknown>): Promise<Record<string, string | Buffer>>
  checkCodeQuality(project: object): Promise<QualityFinding[]>
}

/** Syntax errors are found only with these on; they are also what an upload would use. */
const SETTING = { es6: true, enhance: true, minifyJS: true, minifyWXML: true, minifyWXSS: true, autoPrefixWXSS: true }

/** Findings about settings of DevTools that are chosen at upload and say nothing about the package. */
const CHOSEN_AT_UPLOAD = ['JS_COMPRESS_OPEN', 'WXML_COMPRESS_OPEN', 'WXSS_COMPRESS_OPEN']

/** It would ask WeChat for a list of file types and wait long for an answer it can do without. */
function stayOffline(): void {
  const refuse = (host: string, ...rest: unknown[]): void => {
    const done = rest.at(-1) as (error: Error) => void
    done(Object.assign(new Error(`no look-up of ${host} here`), { code: 'ENOTFOUND' }))
  }
  Object.assign(dns, { lookup: refuse })
}

function describe(error: unknown): string {
  const { message, errMsg } = (error ?? {}) as { message?: string; errMsg?: string }
  return (message ?? errMsg ?? JSON.stringify(error)).slice(0, 400)
}

async function run(packerFolder: string, dist: string, output: string): Promise<PackResult> {
  const packer = createRequire(path.join(packerFolder, 'package.json'))('miniprogram-ci') as Packer
  const project = new packer.Project({
    appid: 'wx1234567890abcdef',
    type: 'miniProgram',
    projectPath: dist,
    privateKey: 'none',
    attr: async () => packer.DefaultProjectAttr,
  })
  const problems: string[] = []
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      problems.push(`${name}: ${describe(error)}`)
      return undefined
    }
  }
  await step('app.json', () => packer.getAppJSON(project))
  for (const page of allPages(readAppJson(dist))) {
    await step(`${page}.json`, () => packer.getPageJSON(project, { pagePath: page, miniprogramRoot: '' }))
  }
  const files = await step('compile', () =>
    packer.getCompiledResult({ project, version: '1.0.0', desc: '', setting: SETTING, onProgressUpdate() {} }),
  )
  for (const [file, content] of Object.entries(files ?? {})) {
    fs.mkdirSync(path.dirname(path.join(output, file)), { recursive: true })
    fs.writeFileSync(path.join(output, file), content)
  }
  const quality = (await step('quality', () => packer.checkCodeQuality(project))) ?? []
  const findings = quality.filter((one) => !one.success && !CHOSEN_AT_UPLOAD.includes(one.name))
  return {
    problems,
    quality: findings.map((one) => `${one.name}: ${one.text}`),
    files: Object.keys(files ?? {}).length,
  }
}

const print = console.log.bind(console)
for (const level of ['log', 'info', 'warn', 'error'] as const) console[level] = () => {}
stayOffline()
process.execArgv = [] // the packer's workers are plain scripts and start where there is no tsx
const [packerFolder = '', dist = '', output = ''] = process.argv.slice(2)
run(packerFolder, dist, output).then(
  (result) => {
    print(`\n${JSON.stringify(result)}`)
    process.exit(0)
  },
  (error: unknown) => {
    print(describe(error))
    process.exit(1)
  },
)
