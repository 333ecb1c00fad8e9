import { readdirSync } from 'node:fs'
import path from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const foldersIn = (dir: string) =>
  readdirSync(path.join(root, dir), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
/** Any module of a folder, as an import path from the project's root. */
const moduleIn = (dir: string, pattern = /\.tsx?$/): string => {
  const file = readdirSync(path.join(root, dir), { recursive: true, encoding: 'utf8' }).find((name) =>
    pattern.test(name),
  )
  if (!file) throw new Error(`${dir} has no file like ${pattern}`)
  return path.posix.join(dir, file.replaceAll('\\', '/').replace(/(\.(weapp|h5))?\.tsx?$/, ''))
}

// The files are planted in thought only, so the rules that look for the file itself on the disk are left out.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    {
      files: ['**/*.{ts,tsx}'],
      languageOptions: { parserOptions: { project: null } },
      rules: {
        '@typescript-eslint/no-floating-promises': 'off',
        '@typescript-eslint/no-misused-promises': 'off',
      },
    },
  ],
})

/** What the linter says to this code if it stood at `file`. */
async function said(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) })
  return (result?.messages ?? []).map(({ message }) => message)
}

/** What the linter says to an import of `module` in `file`. */
function saidOfImport(file: string, module: string): Promise<string[]> {
  const relative = path.posix.relative(path.posix.dirname(file), module)
  return said(file, `import { thing } from '${relative.startsWith('.') ? relative : `./${relative}`}'\nthing()\n`)
}

const [feature, otherFeature] = foldersIn('src/features')
const withRepository = foldersIn('server').filter((name) =>
  readdirSync(path.join(root, 'server', name)).some((file) => file.endsWith('.repository.ts')),
)
const [rows, asker] = withRepository

describe('imports that point the wrong way are refused, with what to do instead', () => {
  it.each([
    ['domain takes from contract', 'src/domain/planted.ts', moduleIn('src/contract'), 'domain is pure'],
    ['domain takes from the server', 'src/domain/planted.ts', 'server/build-app', 'src/platform/request only'],
    ['contract takes from platform', 'src/contract/planted.ts', moduleIn('src/platform'), 'contract knows domain'],
    ['platform takes from ui', 'src/platform/planted.ts', moduleIn('src/ui'), 'platform lies under'],
    ['ui takes from platform', 'src/ui/planted.tsx', moduleIn('src/platform'), 'ui draws what it is given'],
    [
      'a feature takes from a page',
      `src/features/${feature}/planted.ts`,
      moduleIn('src/pages', /\.tsx$/),
      'does not know its pages',
    ],
    [
      'a feature takes from another',
      `src/features/${feature}/planted.ts`,
      moduleIn(`src/features/${otherFeature}`),
      'join them in a page',
    ],
    [
      'a page takes from staff',
      'src/pages/home/planted.tsx',
      moduleIn('src/staff', /\.tsx$/),
      'Nothing in the shop imports staff',
    ],
    [
      'a page takes from a subpackage page',
      'src/pages/home/planted.tsx',
      moduleIn('src/packages', /\.tsx$/),
      'what two pages share is a feature',
    ],
    [
      'staff takes from a feature',
      'src/staff/team/planted.tsx',
      moduleIn(`src/features/${feature}`),
      'The staff subpackage stands alone',
    ],
    ['the client takes from the server', 'src/platform/planted.ts', 'server/build-app', 'src/platform/request only'],
    ['the client takes from mock', 'src/platform/planted.ts', 'mock/problem', 'src/platform/request only'],
    ['the server takes from ui', `server/${rows}/planted.ts`, moduleIn('src/ui'), 'domain and contract only'],
    ['the server takes from mock', `server/${rows}/planted.ts`, 'mock/problem', 'Stand-ins stay outside'],
    [
      "a service takes another feature's rows",
      `server/${asker}/planted.ts`,
      moduleIn(`server/${rows}`, /\.repository\.ts$/),
      `Ask ${rows}.service`,
    ],
    [
      "a job takes a feature's rows",
      'server/jobs/planted.ts',
      moduleIn(`server/${rows}`, /\.repository\.ts$/),
      `Ask ${rows}.service`,
    ],
    [
      'the database takes from a feature',
      'server/database/planted.ts',
      moduleIn(`server/${rows}`),
      'database lies under all features',
    ],
    ['mock takes from platform', 'mock/planted.ts', moduleIn('src/platform'), 'mock shares domain and contract only'],
    ["mock takes a feature's rows", 'mock/planted.ts', moduleIn(`server/${rows}`), 'mock meets the server at its door'],
  ])('%s', async (_name, file, module, sentence) => {
    expect(await saidOfImport(file, module)).toEqual([expect.stringContaining(sentence)])
  })

  it.each([
    [
      'domain takes a package',
      'src/domain/planted.ts',
      "import dayjs from 'dayjs'\ndayjs(0)\n",
      'domain imports only itself',
    ],
    [
      'a feature takes Taro',
      'src/features/planted.ts',
      "import { navigateTo } from '@tarojs/taro'\nvoid navigateTo\n",
      'the only door to Taro',
    ],
    [
      'a page takes more of Taro than hooks',
      'src/pages/home/planted.tsx',
      "import Taro from '@tarojs/taro'\nvoid Taro\n",
      'takes page hooks',
    ],
    [
      'a page takes a schema',
      'src/pages/home/planted.tsx',
      "import { ErrorAnswer } from '../../contract/errors'\nvoid ErrorAnswer\n",
      'Import its types only',
    ],
    [
      'domain reads the clock',
      'src/domain/planted.ts',
      'export const at = () => Date.now()\n',
      'Take `now` as an argument',
    ],
    [
      'a service makes a date of now',
      'server/coupon/planted.ts',
      'export const at = () => new Date()\n',
      'Take `now` as an argument',
    ],
    [
      'a service throws dice',
      'server/coupon/planted.ts',
      'export const at = () => Math.random()\n',
      'Take the number as an argument',
    ],
    ['somebody gives up on types', 'server/coupon/planted.ts', 'export const at = (x: any) => x\n', 'Unexpected any'],
  ])('%s', async (_name, file, code, sentence) => {
    expect(await said(file, code)).toEqual([expect.stringContaining(sentence)])
  })
})

describe('imports that point the right way pass', () => {
  it.each([
    ['a feature takes from platform', `src/features/${feature}/planted.ts`, moduleIn('src/platform')],
    ['a page takes from a feature', 'src/pages/home/planted.tsx', moduleIn(`src/features/${feature}`)],
    ['ui takes from domain', 'src/ui/planted.tsx', moduleIn('src/domain')],
    ['the client takes the paths', `src/features/${feature}/planted.ts`, 'src/contract/paths'],
    [
      "a service takes another feature's service",
      `server/${asker}/planted.ts`,
      moduleIn(`server/${rows}`, /\.service\.ts$/),
    ],
    ['the server takes from contract', `server/${rows}/planted.ts`, moduleIn('src/contract')],
    ['mock takes the app', 'mock/planted.ts', 'server/build-app'],
  ])('%s', async (_name, file, module) => {
    expect(await saidOfImport(file, module)).toEqual([])
  })

  it.each([
    [
      'a page takes a page hook',
      'src/pages/home/planted.tsx',
      "import { useDidShow } from '@tarojs/taro'\nuseDidShow(() => {})\n",
    ],
    [
      'a feature takes the type of an answer',
      'src/features/planted.ts',
      "import type { ErrorAnswer } from '../contract/errors'\nexport type Planted = ErrorAnswer\n",
    ],
    ['platform reads a clock', 'src/platform/planted.ts', 'export const at = () => Date.now()\n'],
    ['a date of an instant', 'server/coupon/planted.ts', 'export const at = (now: number) => new Date(now)\n'],
  ])('%s', async (_name, file, code) => {
    expect(await said(file, code)).toEqual([])
  })
})
