// The scripts of a compiled mini-program: can old phones parse them, and do they do without code made from strings, which
// WeChat does not run?
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ECMA_VERSION } from './compile-check'
import { listFiles } from './dist-files'

const require = createRequire(import.meta.url)
// The parser webpack itself uses.
const acorn = createRequire(require.resolve('webpack'))('acorn') as typeof import('acorn')

interface SyntaxNode {
  type: string
  start: number
  [part: string]: unknown
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'

/** Visits a tree; `visit` answers false to leave the parts of a node out. */
function walk(node: SyntaxNode, visit: (node: SyntaxNode) => boolean): void {
  if (!visit(node)) return
  for (const part of Object.values(node)) {
    for (const child of Array.isArray(part) ? part : [part]) if (isNode(child)) walk(child, visit)
  }
}

function scripts(dist: string): { file: string; source: string }[] {
  return listFiles(dist)
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, source: fs.readFileSync(path.join(dist, file), 'utf8') }))
}

/** Scripts an engine of ES2019 cannot parse, with the place. */
export function tooNewScripts(dist: string): string[] {
  return scripts(dist).flatMap(({ file, source }) => {
    try {
      acorn.parse(source, { ecmaVersion: ECMA_VERSION })
      return []
    } catch (error) {
      return [`${file}: ${(error as Error).message}`]
    }
  })
}

/** Scripts in which this stands, by path. */
export const scriptsWith = (dist: string, what: string): string[] =>
  scripts(dist).flatMap(({ file, source }) => (source.includes(what) ? [file] : []))

const makesCode = (node: SyntaxNode): boolean => {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false
  const callee = node.callee as SyntaxNode
  return callee.type === 'Identifier' && (callee.name === 'eval' || callee.name === 'Function')
}

/** Calls of eval and Function outside a `try` that has another way (webpack asks so for the global object). */
export function codeFromStrings(dist: string): string[] {
  return scripts(dist).flatMap(({ file, source }) => {
    const found: string[] = []
    walk(acorn.parse(source, { ecmaVersion: 'latest' }) as unknown as SyntaxNode, (node) => {
      if (node.type === 'TryStatement') return false
      if (makesCode(node)) found.push(`${file}: ${source.slice(node.start, node.start + 60)}`)
      return true
    })
    return found
  })
}

/** Every string in the given scripts, escapes resolved: what they say, whatever the minifier did to the code. */
export function stringsIn(dist: string, wanted: (file: string) => boolean): Set<string> {
  const strings = new Set<string>()
  for (const { file, source } of scripts(dist)) {
    if (!wanted(file)) continue
    walk(acorn.parse(source, { ecmaVersion: 'latest' }) as unknown as SyntaxNode, (node) => {
      if (node.type === 'Literal' && typeof node.value === 'string') strings.add(node.value)
      if (node.type === 'TemplateElement') strings.add(String((node.value as { cooked: string }).cooked))
      return true
    })
  }
  return strings
}
