import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { build, type PluginBuild } from 'esbuild'
import { ensureBuilt } from './client-build'

const root = path.resolve(import.meta.dirname, '..')

/** `npm run build`: what a deployment needs. dist/server/start.mjs, dist/h5, and dist/weapp when TARO_APP_API is given. */
async function main(): Promise<void> {
  await buildServer()
  console.log('dist/server  start it with: npm run serve')
  await ensureBuilt('h5')
  console.log('dist/h5      the browser version, for any web server beside the API')
  const api = process.env.TARO_APP_API
  if (!api) {
    console.log('dist/weapp   left out: give the public address of the API, TARO_APP_API=https://… npm run build')
    return
  }
  await ensureBuilt('weapp', { api })
  console.log(`dist/weapp   the mini-program, speaking to ${api}`)
}

/** One file of our own code per command; packages stay in node_modules (`npm ci --omit=dev --omit=optional`). */
async function buildServer(): Promise<void> {
  const outdir = path.join(root, 'dist/server')
  rmSync(outdir, { recursive: true, force: true })
  const { metafile } = await build({
    entryPoints: ['server/start.ts', 'server/invite-owner.ts'],
    outdir,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    plugins: [{ name: 'json of packages', setup: bundleJson }],
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  })
  const foreign = Object.keys(metafile.inputs).filter((file) => /^(mock|test|bench)\//.test(file))
  if (foreign.length > 0) throw new Error(`Not for production, and in the bundle all the same: ${foreign.join(', ')}`)
}

/** Node 20 wants an import attribute for a package's JSON that our other tools do not know: it goes into the bundle. */
function bundleJson({ onResolve }: PluginBuild): void {
  const { resolve } = createRequire(import.meta.url)
  onResolve({ filter: /^[^.].*\.json$/ }, ({ path: name, kind }) =>
    kind === 'import-statement' ? { path: resolve(name) } : undefined,
  )
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
