import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(os.tmpdir(), 'xiansheng-checks-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A project of these files, as far as a check looks at it. */
function project(name: string, files: Record<string, string>): string {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, name, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  return path.join(folder, name)
}

function run(script: string, ...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts', script), ...args])
  return { code: status, said: stdout.toString() + stderr.toString() }
}

describe('imports that go in a circle', () => {
  it('are found, over platform files too, and told as a way', () => {
    const at = project('circle', {
      'src/a.ts': "import { b } from './deep/b'\nexport const a = b\n",
      'src/deep/b.ts': "export { c as b } from './c'\n",
      'src/deep/c.weapp.ts': "import { a } from '../a'\nexport const c = a\n",
      'src/deep/c.h5.ts': 'export const c = 1\n',
    })
    const { code, said } = run('cycles.mjs', at)
    expect(code).toBe(1)
    expect(said).toContain('src/a.ts → src/deep/b.ts → src/deep/c.weapp.ts → src/a.ts')
  })

  it('of types alone may be: they are gone at run time', () => {
    const at = project('types', {
      'src/a.ts': "import type { B } from './b'\nexport type A = B | null\n",
      'src/b.ts': "import type { A } from './a'\nexport type B = { a: A }\n",
    })
    expect(run('cycles.mjs', at)).toEqual({ code: 0, said: '' })
  })
})

describe('colours without a name', () => {
  it('are found in styles and pictures, with their line', () => {
    const at = project('colours', {
      'src/ui/tokens.scss': '$leaf: #1f8a4c;\n',
      'src/ui/price.module.scss': '/* was\n #fff */\n.price { color: #d4380d; }\n',
      'src/ui/icon.tsx': 'export const icon = () => <path fill="rgba(0, 0, 0, 0.4)" /> // #123\n',
      'src/ui/link.tsx': 'export const link = "/pages/home/index#top" // http://example\n',
    })
    const { code, said } = run('colours.mjs', at)
    expect(code).toBe(1)
    expect(said).toContain(path.join('src/ui/price.module.scss:3'))
    expect(said).toContain(path.join('src/ui/icon.tsx:1'))
    expect(said).not.toContain('tokens.scss:')
    expect(said).not.toContain('link.tsx')
  })
})

describe('the lock', () => {
  const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages })
  const tool = {
    version: '2.0.0',
    dev: true,
    optionalDependencies: { '@tool/linux-x64-musl': '2.0.0', '@tool/win32-arm64': '2.0.0' },
  }

  it('lacking a platform is refused, completed, and then passes', () => {
    const at = project('lock', {
      'package-lock.json': lock({ 'node_modules/tool': tool, 'node_modules/@tool/win32-arm64': { version: '2.0.0' } }),
    })
    const file = path.join(at, 'package-lock.json')
    expect(run('complete-lock.mjs', '--check', file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('lacks 1 platform'),
    })
    expect(run('complete-lock.mjs', file).code).toBe(0)
    const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, object> }
    expect(packages['node_modules/@tool/linux-x64-musl']).toEqual({
      version: '2.0.0',
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
      dev: true,
      optional: true,
    })
    expect(run('complete-lock.mjs', '--check', file).code).toBe(0)
  })

  it('naming a download address is refused', () => {
    const at = project('address', {
      'package-lock.json': lock({
        'node_modules/tool': { version: '2.0.0', resolved: 'https://registry.example/tool.tgz' },
      }),
    })
    const { code, said } = run('complete-lock.mjs', '--check', path.join(at, 'package-lock.json'))
    expect(code).toBe(1)
    expect(said).toContain('download addresses')
  })
})
