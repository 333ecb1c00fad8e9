// Compiles pictures of src/ui as components for native mini-programs (`taro build native-components`), so that WeChat's own
// component test tool can draw them without our app around them.
//
// Taro takes the components from the app config. Ours must not change for a test, so a project of its own is laid out below
// .cache, with the real config and the real sources of what is drawn. It is built again when one of them has changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { listFiles } from './dist-files'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const PROJECT = path.join(ROOT, '.cache/native-components')
const OUTPUT = path.join(PROJECT, 'dist')
const STAMP = path.join(PROJECT, 'built')

/** Sources the pictures may use; `ui` imports nothing but `domain`. */
const SOURCES = ['src/ui', 'src/domain', 'src/assets', 'types']
const SETTINGS = [
  'config',
  'babel.config.js',
  'package.json',
  'package-lock.json',
  'project.config.json',
  'tsconfig.json',
]

/** Component name to the module and the export it is made of. */
export type NativeComponents = Record<string, { module: string; name: string }>

function fingerprint(components: NativeComponents): string {
  const hash = createHash('sha256').update(JSON.stringify(components))
  for (const source of [...SOURCES, ...SETTINGS]) {
    const full = path.join(ROOT, source)
    if (!fs.existsSync(full)) continue
    const files = fs.statSync(full).isDirectory() ? listFiles(full).map((file) => path.join(full, file)) : [full]
    for (const file of files) hash.update(path.relative(ROOT, file)).update(fs.readFileSync(file))
  }
  return hash.digest('hex')
}

function layOut(components: NativeComponents): void {
  fs.rmSync(PROJECT, { recursive: true, force: true })
  for (const source of [...SOURCES, ...SETTINGS, 'tsconfig.base.json']) {
    const from = path.join(ROOT, source)
    if (fs.existsSync(from)) fs.cpSync(from, path.join(PROJECT, source), { recursive: true })
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(PROJECT, 'node_modules'), 'junction')
  const put = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(PROJECT, file)), { recursive: true })
    fs.writeFileSync(path.join(PROJECT, file), text)
  }
  const names = Object.keys(components)
  const entries = names.map((name) => `native/${name}/index`)
  put('src/app.config.ts', `export default { pages: [], components: ${JSON.stringify(entries)} }\n`)
  put('src/app.tsx', 'export default function App({ children }) {\n  return children\n}\n')
  for (const [name, { module, name: exported }] of Object.entries(components)) {
    put(`src/native/${name}/index.tsx`, `export { ${exported} as default } from '../../${module}'\n`)
    put(`src/native/${name}/index.config.ts`, 'export default { component: true }\n')
  }
}

/**
 * The folder with the compiled components, each at `native/<name>/index`. Its one property is `props`.
 * Throws with the words of the build when it fails.
 */
export function buildNativeComponents(components: NativeComponents): string {
  const made = fingerprint(components)
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === made) return OUTPUT
  layOut(components)
  const cli = path.join(ROOT, 'node_modules/@tarojs/cli/bin/taro')
  const build = spawnSync(process.execPath, [cli, 'build', 'native-components', '--type', 'weapp'], {
    cwd: PROJECT,
    // CI=true: webpack's cache on disk would be shared with the build of the app.
    env: { ...process.env, NODE_ENV: 'production', CI: 'true', TARO_OUTPUT: 'dist' },
    encoding: 'utf8',
  })
  const whole = Object.keys(components).every((name) => fs.existsSync(path.join(OUTPUT, `native/${name}/index.js`)))
  if (build.status !== 0 || !whole) {
    throw new Error(`taro build native-components failed\n${`${build.stdout}${build.stderr}`.slice(-4000)}`)
  }
  fs.writeFileSync(STAMP, made)
  return OUTPUT
}
