// Does WeChat take this package? Its own compilers for WXML and WXSS, the newer template compiler as a linter, the language
// level of the scripts, and what must not lie in the folder. Each function answers a list of problems, empty when all is well.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { allPages, listFiles, readAppJson, readJson } from './dist-files'

const require = createRequire(import.meta.url)
const MAX_OUTPUT = 64 * 1024 * 1024

/** iOS 12 and the oldest Android base libraries run this much; WeChat's own transpiling is switched off for us. */
export const ECMA_VERSION = 2019

const BIN_FOLDER: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' }

function weChatCompiler(name: 'wcc' | 'wcsc'): string {
  const folder = BIN_FOLDER[process.platform] ?? 'linux'
  const file = path.join(path.dirname(require.resolve('miniprogram-compiler/package.json')), 'bin', folder, name)
  const program = process.platform === 'win32' ? `${file}.exe` : file
  try {
    fs.accessSync(program, fs.constants.X_OK)
  } catch {
    fs.chmodSync(program, 0o755) // npm leaves it without the run bit when install scripts are off
  }
  return program
}

function compile(name: 'wcc' | 'wcsc', dist: string, args: string[]): string[] {
  const run = spawnSync(weChatCompiler(name), args, { cwd: dist, maxBuffer: MAX_OUTPUT, encoding: 'utf8' })
  if (run.error) return [`${name}: ${run.error.message}`]
  const words = run.stderr.trim()
  return run.status === 0 && words === '' ? [] : [`${name}: ${words || `ended with ${run.status}`}`]
}

/** wcc over all WXML and WXS at once, as WeChat does it. */
export function wxmlProblems(dist: string): string[] {
  const files = listFiles(dist)
  const sources = [...files.filter((f) => f.endsWith('.wxml')), ...files.filter((f) => f.endsWith('.wxs'))]
  return compile('wcc', dist, ['-d', '-cc', '0', ...sources, '-gn', '$gwx'])
}

/** wcsc over every WXSS, the others at hand for its imports. */
export function wxssProblems(dist: string): string[] {
  const sheets = listFiles(dist).filter((file) => file.endsWith('.wxss'))
  return sheets.flatMap((sheet) =>
    compile('wcsc', dist, ['-lc', sheet, ...sheets.filter((other) => other !== sheet)]).map(
      (why) => `${sheet}: ${why}`,
    ),
  )
}

interface TemplateWarning {
  isError: boolean
  level: string
  message: string
  startLine: number
}

interface TemplateGroup {
  addTmpl(name: string, source: string): TemplateWarning[] | undefined
  addScript(name: string, source: string): void
  getTmplGenObjectGroups(): string
}

/** glass-easel, the engine that comes after exparser: its template compiler sees what wcc lets pass, such as unclosed tags. */
export function templateProblems(dist: string): string[] {
  const { TmplGroup } = require('glass-easel-template-compiler/pkg/main.js') as { TmplGroup: new () => TemplateGroup }
  const group = new TmplGroup()
  const problems: string[] = []
  for (const file of listFiles(dist)) {
    const source = fs.readFileSync(path.join(dist, file), 'utf8')
    if (file.endsWith('.wxs')) group.addScript(file.slice(0, -'.wxs'.length), source)
    if (!file.endsWith('.wxml')) continue
    for (const warning of group.addTmpl(file.slice(0, -'.wxml'.length), source) ?? []) {
      problems.push(`${file}:${warning.startLine + 1} ${warning.level}: ${warning.message}`)
    }
  }
  if (problems.length === 0) group.getTmplGenObjectGroups()
  return problems
}

/** Every page of app.json with its four files, every picture and theme file app.json names. */
export function missingFiles(dist: string): string[] {
  const app = readAppJson(dist)
  const needed = allPages(app).flatMap((page) => ['js', 'json', 'wxml'].map((kind) => `${page}.${kind}`))
  const theme = app.themeLocation === undefined ? undefined : path.join(dist, app.themeLocation)
  if (app.themeLocation !== undefined) needed.push(app.themeLocation)
  const named = JSON.stringify([app, theme && fs.existsSync(theme) ? readJson(theme) : {}])
  const pictures = [...named.matchAll(/"([^"@]+\.(?:png|jpe?g|gif))"/g)].map(([, picture = '']) => picture)
  return [...needed, ...pictures].filter((file) => !fs.existsSync(path.join(dist, file)))
}

/** Files that WeChat would count and upload for nothing. */
export function strayFiles(dist: string): string[] {
  return listFiles(dist).filter((file) => /\.(map|ts|tsx|scss|txt|md)$/i.test(file) || /license/i.test(file))
}
