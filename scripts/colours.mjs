// Colours have names: they stand in src/ui/tokens.scss and nowhere else in the mini-program, so that dark mode reaches
// every one. (theme.json repeats what WeChat paints itself.)
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

// The project's root, or the one given.
const root = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..'))
const TOKENS = path.join('src', 'ui', 'tokens.scss')
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(\s*\d/i
const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm

/** Every `file:line` of the mini-program that names a colour outside the tokens file. */
function coloursOutsideTokens() {
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join('src', name))
    .filter((file) => /\.(scss|tsx)$/.test(file) && file !== TOKENS)
    .flatMap((file) => {
      // A comment keeps its line breaks, so that the lines keep their numbers.
      const code = readFileSync(path.join(root, file), 'utf8').replace(COMMENT, (text) => text.replace(/[^\n]/g, ''))
      return code.split('\n').flatMap((line, at) => (COLOUR.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : []))
    })
}

const found = coloursOutsideTokens()
if (found.length > 0) {
  console.error(`Name these colours in ${TOKENS} and use the name:\n${found.join('\n')}`)
  process.exit(1)
}
