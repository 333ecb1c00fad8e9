import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
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

/** One file of our own code; packages stay in node_modules (`npm ci --omit=dev --omit=optional`). */
async function buildServer(): Promise<void> {
  const outdir = path.join(root, 'dist/server')
  rmSync(outdir, { recursive: true, force: true })
  const { metafile } = await build({
    entryPoints: [path.join(root, 'server/start.ts')],
    outfile: path.join(outdir, 'start.mjs'),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  })
  const foreign = Object.keys(metafile.inputs).filter((file) => /^(mock|test|bench)\//.test(file))
  if (foreign.length > 0) throw new Error(`Not for production, and in the bundle all the same: ${foreign.join(', ')}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
