// Compiles the WXML of a dist with WeChat's own wcc, once per content: several apps of a test file share the result.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { listFiles } from './dist-files'
import { viewPackages } from './view-window'

/** Taro's base.wxml alone makes more output than wcc's default buffer of 1 MB holds. */
const MAX_OUTPUT = 64 * 1024 * 1024

/** Turns the data of a component into its tree. */
export type Template = (data: unknown) => unknown

/** The template of a WXML path inside the dist. */
export type Templates = (wxmlPath: string) => Template

const compiled = new Map<string, string>()

function contentKey(dist: string): string {
  const hash = createHash('sha256')
  for (const file of listFiles(dist)) {
    if (!/\.(wxml|wxs|json)$/.test(file)) continue
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(path.join(dist, file)))
  }
  return hash.digest('hex')
}

/**
 * The templates of a dist. wcc reports a missing template, import or wxs member only by `console.warn` while it draws:
 * `onWarning` gets those; treat them as errors. Throws when wcc refuses a file.
 *
 * They run in a realm of their own, as in a web view: wcc's script keeps global tables and adds to built-in prototypes.
 */
export function loadTemplates(dist: string, onWarning: (message: string) => void): Templates {
  const key = contentKey(dist)
  let source = compiled.get(key)
  if (source === undefined) {
    source = viewPackages().compiler.wxmlToJs(dist, { maxBuffer: MAX_OUTPUT })
    compiled.set(key, source)
  }
  const warn = (...args: unknown[]): void => onWarning(args.map(String).join(' '))
  const view = vm.createContext({ console: { ...console, warn }, window: { __webview_engine_version__: 0.02 } })
  const find = vm.runInContext(`(function () {${source}})()`, view) as (wxmlPath: string) => Template | undefined
  const parse = vm.runInContext('(json) => JSON.parse(json)', view) as (json: string) => unknown
  return (wxmlPath) => {
    const template = find(wxmlPath)
    if (!template) throw new Error(`${wxmlPath} is not among the compiled templates`)
    return (data) => template(parse(JSON.stringify(data)))
  }
}
