// No import goes in a circle: two modules that need each other are one module, or miss a third. ESLint's own rule says the
// same and takes a minute for it; types alone (`import type`) cost nothing at run time and may go around.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const FOLDERS = ['src', 'server', 'mock', 'scripts', 'bench', 'test']
const ENDINGS = ['', '.ts', '.tsx', '.weapp.ts', '.weapp.tsx', '.h5.ts', '.h5.tsx', '/index.ts', '/index.tsx']

/** Every circle of modules under `root`, each once, as paths in the order of their imports. */
function circlesIn(root) {
  const files = FOLDERS.flatMap((folder) => modulesIn(path.join(root, folder)))
  const graph = new Map(files.map((file) => [file, importsOf(file)]))
  const done = new Set()
  const circles = []
  const walk = (file, way) => {
    const at = way.indexOf(file)
    if (at >= 0) circles.push([...way.slice(at), file].map((one) => path.relative(root, one)))
    if (at >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) walk(next, [...way, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  return circles
}

function modulesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => path.join(folder, name))
}

/** The modules of ours that this one loads: imports and re-exports that are more than types. */
function importsOf(file) {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  return statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement)
    if (!isImport && !ts.isExportDeclaration(statement)) return []
    if (isImport ? statement.importClause?.isTypeOnly : statement.isTypeOnly) return []
    const name = statement.moduleSpecifier?.text
    return name?.startsWith('.') ? resolved(path.resolve(path.dirname(file), name)) : []
  })
}

/** One interface may have a file per platform: all of them count. */
function resolved(target) {
  return ENDINGS.map((ending) => target + ending).filter((file) => existsSync(file) && statSync(file).isFile())
}

// The project's root, or the one given.
const circles = circlesIn(path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..')))
if (circles.length > 0) {
  console.error('Move what both sides need into a module of its own:')
  for (const circle of circles) console.error(`  ${circle.join(' → ')}`)
  process.exit(1)
}
