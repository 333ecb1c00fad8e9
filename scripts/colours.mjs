// Colours have names: they stand in src/ui/tokens.scss and nowhere else in the mini-program, so that dark mode reaches
// every one. (theme.json repeats what WeChat paints itself.)
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const TOKENS = path.join('src', 'ui', 'tokens.scss')
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(\s*\d/i
const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm

/** Every `file:line` in `folder` that names a colour outside the tokens file. */
export function coloursOutsideTokens(folder = path.join(root, 'src')) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.relative(root, path.join(folder, name)))
    .filter((file) => /\.(scss|tsx)$/.test(file) && file !== TOKENS)
    .flatMap((file) => {
      // A comment keeps its line breaks, so that the lines keep their numbers.
      const text = readFileSync(path.join(root, file), 'utf8').replace(COMMENT, (comment) =>
        comment.replace(/[^\n]/g, ''),
      )
      return text
        .split('\n')
        .flatMap((line, index) => (COLOUR.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []))
    })
}

if (process.argv[1] === import.meta.filename) {
  const found = coloursOutsideTokens()
  if (found.length > 0) {
    console.error(`Name these colours in ${TOKENS} and use the name:\n${found.join('\n')}`)
    process.exit(1)
  }
}
