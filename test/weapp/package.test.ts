// The folder that is uploaded: WeChat's compilers take it, old phones can run it, it is small, and nothing lies in it that
// does not belong there.
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_DIST } from '../support/weapp/boot-options'
import { type Damage, onDamagedCopy } from '../support/weapp/broken-build'
import { missingFiles, strayFiles, templateProblems, wxmlProblems, wxssProblems } from '../support/weapp/compile-check'
import { MAIN_LIMIT, PACKAGE_LIMIT, packageSizes, TOTAL_LIMIT } from '../support/weapp/package-sizes'
import { codeFromStrings, scriptsWith, tooNewScripts } from '../support/weapp/script-check'
import { wordsInMain } from '../support/weapp/source-words'

const dist = DEFAULT_DIST
/** The first number of SHA-256, which no minifier changes. */
const SHA_256_START = '1779033703'
const SRC = path.resolve(import.meta.dirname, '../../src')

describe('what WeChat compiles', () => {
  test('wcc takes every WXML and WXS', () => expect(wxmlProblems(dist)).toEqual([]))
  test('wcsc takes every WXSS', () => expect(wxssProblems(dist)).toEqual([]))
  test('the template compiler of glass-easel has nothing to remark', () => expect(templateProblems(dist)).toEqual([]))
  test('each page and each picture of app.json is there', () => expect(missingFiles(dist)).toEqual([]))
})

describe('what phones run', () => {
  test('no script needs more than ES2019', () => expect(tooNewScripts(dist)).toEqual([]))
  test('no script makes code from strings', () => expect(codeFromStrings(dist)).toEqual([]))
})

describe('what is loaded', () => {
  test('the main package is at most 900 KB, every package below 2 MB, all below 30 MB', () => {
    const sizes = packageSizes(dist)
    expect(sizes.main).toBeLessThanOrEqual(MAIN_LIMIT)
    for (const bytes of Object.values(sizes.subPackages)) expect(bytes).toBeLessThan(PACKAGE_LIMIT)
    expect(sizes.total).toBeLessThan(TOTAL_LIMIT)
  })

  test('no licence texts, maps or sources', () => expect(strayFiles(dist)).toEqual([]))

  test.each(['staff', 'packages', 'features/checkout', 'features/address'])(
    'nothing of %s is in the main package',
    (folder) => expect(wordsInMain(folder, dist, SRC)).toEqual([]),
  )

  test('the counter alone loads what it checks signatures with while it has no network', () =>
    expect(scriptsWith(dist, SHA_256_START)).toEqual(['staff/counter/index.js']))
})

describe('each check sees what it is there for', () => {
  const damages: [Damage, (dist: string) => string[]][] = [
    [{ what: 'an unclosed tag', apply: (b) => b.edit('base.wxml', (s) => s.replace('</view>', '')) }, wxmlProblems],
    [
      { what: 'a selector WeChat refuses', apply: (b) => b.edit('app.wxss', (s) => `${s}\n* { margin: 0 }`) },
      wxssProblems,
    ],
    [
      { what: 'an import of a missing sheet', apply: (b) => b.edit('app.wxss', (s) => `@import "./gone.wxss";${s}`) },
      wxssProblems,
    ],
    [
      { what: 'an unclosed tag wcc lets pass', apply: (b) => b.edit('comp.wxml', (s) => `${s}<view><text></view>`) },
      templateProblems,
    ],
    [
      { what: 'a broken expression', apply: (b) => b.edit('comp.wxml', (s) => `${s}<view class="{{a +}}" />`) },
      templateProblems,
    ],
    [{ what: 'a page without its template', apply: (b) => b.remove('pages/home/index.wxml') }, missingFiles],
    [{ what: 'newer syntax', apply: (b) => b.edit('app.js', (s) => `${s}\n;var a=wx?.request`) }, tooNewScripts],
    [{ what: 'a syntax error', apply: (b) => b.edit('app.js', (s) => s.slice(0, -20)) }, tooNewScripts],
    [{ what: 'eval', apply: (b) => b.edit('app.js', (s) => `${s}\n;function f(){return eval("1")}`) }, codeFromStrings],
    [
      { what: 'a function from a string', apply: (b) => b.edit('app.js', (s) => `${s}\n;new Function("return 1")`) },
      codeFromStrings,
    ],
    [
      { what: 'staff code', apply: (b) => b.edit('app.js', (s) => `${s}\n;${b.read('staff/counter/index.js')}`) },
      (copy) => wordsInMain('staff', copy, SRC),
    ],
    [{ what: 'a licence text', apply: (b) => b.write('app.js.LICENSE.txt', 'MIT') }, strayFiles],
    [{ what: 'a source map', apply: (b) => b.write('app.js.map', '{}') }, strayFiles],
  ]

  test.each(damages.map(([damage, check]) => [damage.what, damage, check] as const))('%s', (_, damage, check) =>
    onDamagedCopy(dist, damage, async (copy) => expect(check(copy)).not.toEqual([])),
  )
})
