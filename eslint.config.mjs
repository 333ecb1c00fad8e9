// Imports point one way (docs: the table in README). The zones are made from the folders on disk, so a new feature is
// guarded the day it is created; every message says what to do instead. Formatting is Biome's.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import importPlugin from 'eslint-plugin-import'
import tseslint from 'typescript-eslint'

const root = import.meta.dirname
const entries = (dir) =>
  existsSync(path.join(root, dir)) ? readdirSync(path.join(root, dir), { withFileTypes: true }) : []
const foldersIn = (dir) => entries(dir).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
const filesIn = (dir, pattern) => entries(dir).flatMap(({ name }) => (pattern.test(name) ? [`${dir}/${name}`] : []))

/** Folders of the server that are not features. */
const SERVER_GROUND = ['database', 'gateways', 'http', 'jobs']
const serverFeatures = foldersIn('server').filter((name) => !SERVER_GROUND.includes(name))

/** Files under `target` may import nothing under `from`, save `except` (relative to each `from`). */
const zones = [
  {
    target: './src/domain',
    from: './src',
    except: ['./domain'],
    message: 'domain is pure: pass what it needs as an argument.',
  },
  {
    target: './src/contract',
    from: './src',
    except: ['./contract', './domain'],
    message: 'contract knows domain and nothing else: move the rule to src/domain.',
  },
  {
    target: './src/platform',
    from: './src',
    except: ['./platform', './contract', './domain'],
    message: 'platform lies under features and ui: pass a function in instead.',
  },
  {
    target: './src/ui',
    from: './src',
    except: ['./ui', './domain'],
    message: 'ui draws what it is given: let the feature pass it as a prop.',
  },
  {
    target: './src/features',
    from: ['./src/pages', './src/packages'],
    message: 'A feature does not know its pages: let the page pass a function in.',
  },
  { target: './src/pages', from: './src/packages', message: 'Pages stand alone: what two pages share is a feature.' },
  { target: './src/packages', from: './src/pages', message: 'Pages stand alone: what two pages share is a feature.' },
  ...foldersIn('src/features').map((name) => ({
    target: `./src/features/${name}`,
    from: './src/features',
    except: [`./${name}`],
    message: 'Features do not know each other: join them in a page, or move the rule to src/domain.',
  })),
  {
    target: './src/staff',
    from: ['./src/features', './src/pages', './src/packages'],
    message: 'The staff subpackage stands alone: share through ui, platform or domain.',
  },
  {
    target: ['./src/app.tsx', './src/platform', './src/ui', './src/features', './src/pages', './src/packages'],
    from: './src/staff',
    message: 'Nothing in the shop imports staff: share through ui, platform or domain.',
  },
  {
    target: './src',
    from: ['./server', './mock', './test', './bench', './scripts'],
    message: 'The mini-program speaks to the server through src/platform/request only.',
  },
  {
    target: './server',
    from: './src',
    except: ['./domain', './contract'],
    message: 'The server shares domain and contract only: move the rule to src/domain.',
  },
  {
    target: './server',
    from: ['./mock', './test', './bench', './scripts'],
    message: 'Stand-ins stay outside the product: take an interface and let start hand it in.',
  },
  {
    target: './server/database',
    from: './server',
    except: ['./database'],
    message: 'database lies under all features: pass it what it needs.',
  },
  {
    target: './server/gateways',
    from: './server',
    except: ['./gateways', './clock.ts'],
    message: 'Gateways know the outside world only: let the service join the two.',
  },
  ...serverFeatures
    .map((name) => ({
      target: [...serverFeatures, 'jobs'].filter((other) => other !== name).map((other) => `./server/${other}`),
      from: filesIn(`server/${name}`, /\.(repository|routes)\.ts$/).map((file) => `./${file}`),
      message: `Ask ${name}.service: it keeps ${name}'s rules around its rows.`,
    }))
    .filter(({ target, from }) => target.length > 0 && from.length > 0),
  {
    target: './server/jobs',
    from: serverFeatures.flatMap((name) => filesIn(`server/${name}`, /\.routes\.ts$/)).map((file) => `./${file}`),
    message: 'Jobs call services, as routes do.',
  },
  {
    target: [...serverFeatures, 'jobs', 'http'].map((name) => `./server/${name}`),
    from: filesIn('server/gateways', /-https\.ts$/).map((file) => `./${file}`),
    message: 'Take the gateway interface; server/start.ts hands the real one in.',
  },
  {
    target: './mock',
    from: './src',
    except: ['./domain', './contract'],
    message: 'mock shares domain and contract only.',
  },
  {
    target: './mock',
    from: serverFeatures.map((name) => `./server/${name}`),
    message: 'mock meets the server at its door: build-app, the gateway interfaces and the database.',
  },
].filter(({ from }) => from.length > 0)

const NOW = 'Take `now` as an argument: only src/platform and server/clock.ts read a clock.'
const CHANCE = 'Take the number as an argument (server: node:crypto): a hidden random number cannot be tested.'
const noHiddenInputs = {
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: NOW },
    { object: 'performance', property: 'now', message: NOW },
    { object: 'Math', property: 'random', message: CHANCE },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: NOW },
    { selector: "CallExpression[callee.name='Date']", message: NOW },
  ],
}

// Types cost nothing; a schema library in the main package costs kilobytes.
const contractTypesOnly = {
  group: ['**/contract/**', '!**/contract/paths'],
  allowTypeImports: true,
  message: 'Import its types only (`import type`): the schemas run on the server.',
}
const noTaro = { group: ['@tarojs/taro'], message: 'Go through src/platform: it is the only door to Taro and wx.' }
const pageHooksOnly = {
  group: ['@tarojs/taro'],
  allowImportNamePattern: '^use[A-Z]',
  message: 'A page takes page hooks from Taro; everything else goes through src/platform.',
}
const noPackages = { regex: '^[^.]', message: 'domain imports only itself: no package, no Taro, no Node.' }
const restricted = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] })

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'test-output/**', '.data/**', '.cache/**', 'coverage/**', '**/*.d.ts'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'server/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: root,
      },
    },
    plugins: { import: importPlugin },
    settings: {
      // One interface, a file per platform: `./scan` is scan.weapp.ts or scan.h5.ts.
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.weapp.ts', '.weapp.tsx', '.h5.ts', '.h5.tsx'] } },
      'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      'import/no-restricted-paths': ['error', { basePath: root, zones }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // TypeScript says it already (noUnusedLocals, noUnusedParameters).
      '@typescript-eslint/no-unused-vars': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: ['{mock,scripts,bench,test}/**'], rules: { 'no-console': 'off' } },
  { files: ['src/{platform,ui,features}/**', 'src/app.tsx'], rules: restricted(contractTypesOnly) },
  { files: ['src/{ui,features}/**'], rules: restricted(contractTypesOnly, noTaro) },
  { files: ['src/{pages,packages,staff}/**'], rules: restricted(contractTypesOnly, pageHooksOnly) },
  { files: ['src/contract/**'], rules: restricted(noTaro) },
  { files: ['src/domain/**'], rules: restricted(noPackages) },
  { files: ['src/**', 'server/**'], ignores: ['src/platform/**', 'server/clock.ts'], rules: noHiddenInputs },
)
