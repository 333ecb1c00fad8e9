// What the sources say to people: every Chinese string and piece of JSX text below a folder. Minifying renames and moves code
// but keeps its words, so they tell in which package a piece of source has ended up.
import fs from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { listFiles } from './dist-files'
import { packageOf } from './package-sizes'
import { stringsIn } from './script-check'

const CHINESE = /\p{Script=Han}{2}/u

function wordsOf(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  )
  const words: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    if (ts.isJsxText(node) || ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) words.push(node.text.trim())
    ts.forEachChild(node, visit)
  }
  visit(source)
  return words.filter((word) => CHINESE.test(word))
}

/** Words that stand below `folder` and nowhere else in `root`; pages' config files are left out, they go to app.json. */
function wordsOnlyIn(folder: string, root: string): Set<string> {
  const sources = listFiles(root).filter((file) => /(?<!\.d|\.config)\.tsx?$/.test(file))
  const isInside = (file: string): boolean => file.startsWith(`${folder}/`)
  const outside = new Set(sources.filter((file) => !isInside(file)).flatMap((file) => wordsOf(path.join(root, file))))
  const inside = sources.filter(isInside).flatMap((file) => wordsOf(path.join(root, file)))
  return new Set(inside.filter((word) => !outside.has(word)))
}

/** Words of a folder of the sources, such as `staff`, in scripts of the main package, where everybody would load them. */
export function wordsInMain(folder: string, dist: string, root: string): string[] {
  const words = wordsOnlyIn(folder, root)
  const owner = packageOf(dist)
  if (words.size === 0) throw new Error(`${folder} says nothing`)
  return [...stringsIn(dist, (file) => owner(file) === undefined)].filter((word) => words.has(word))
}
