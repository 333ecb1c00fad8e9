// What DevTools would do before an upload: WeChat's own packer compiles, minifies and checks the build, and the result boots.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bootWeapp } from '../support/weapp/boot'
import { DEFAULT_DIST } from '../support/weapp/boot-options'
import { type Damage, onDamagedCopy } from '../support/weapp/broken-build'
import { allPages, readAppJson } from '../support/weapp/dist-files'
import { installPacker, type PackResult, pack } from '../support/weapp/packer'

const MINUTES = 60_000
/** 276 MB from the registry, once: `WEAPP_PACKER=off` leaves it out. */
const runs = process.env.WEAPP_PACKER !== 'off' && installPacker()

describe.runIf(runs)("WeChat's packer", () => {
  const output = fs.mkdtempSync(path.join(os.tmpdir(), 'packed-weapp-'))
  let packed: PackResult

  beforeAll(() => {
    packed = pack(DEFAULT_DIST, output)
  }, 6 * MINUTES)
  afterAll(() => fs.rmSync(output, { recursive: true, force: true }))

  test('takes app.json, every page and every script, and has nothing to say about their quality', () => {
    expect(packed).toMatchObject({ problems: [], quality: [] })
    expect(packed.files).toBeGreaterThan(allPages(readAppJson(DEFAULT_DIST)).length * 3)
  })

  test('what it would upload boots, and every page of it opens', async () => {
    for (const route of allPages(readAppJson(output))) {
      const app = await bootWeapp({ dist: output, path: route })
      expect(app.errors, route).toEqual([])
      app.close()
    }
  })

  const damages: Damage[] = [
    { what: 'pages/home/index', apply: (build) => build.write('pages/home/index.json', '{ "usingComponents": 5 }') },
    {
      what: 'pages/mine/index',
      apply: (build) => build.edit('pages/mine/index.js', (script) => `${script}\n;var a = = 1`),
    },
  ]
  test.each(damages.map((damage) => [damage.what, damage] as const))(
    'what is wrong in %s is found',
    (file, damage) =>
      onDamagedCopy(DEFAULT_DIST, damage, async (copy) => {
        expect(pack(copy, path.join(output, 'broken')).problems.join('\n')).toContain(file)
      }),
    6 * MINUTES,
  )
})
