import { type ClientTarget, clientFolder, ensureBuilt, isBuilt } from '../scripts/client-build'
import { openHouse } from './house'
import { PERSONAS } from './personas'
import { command } from './problem'
import { closeOnSignal, portWanted } from './terminal'

/** `npm start`. */
void command(async () => {
  const port = portWanted()
  const opening = openHouse({ port, databaseUrl: process.env.DATABASE_URL, storefront: clientFolder('h5') })
  const building = new AbortController()
  closeOnSignal(async () => {
    building.abort()
    // What could not open has closed itself and said why.
    await opening.then(({ close }) => close()).catch(() => {})
  })
  const { url } = await opening
  console.log(`The API answers at ${url}/docs`)
  // The mini-program has no origin of its own: the address of the API is built in.
  const address = { h5: '', weapp: `http://127.0.0.1:${port}` }
  await build('h5', 'the browser version', { api: address.h5, signal: building.signal })
  if (!building.signal.aborted) sayWhere(url, isBuilt('weapp', { api: address.weapp }))
  await build('weapp', 'the mini-program', { api: address.weapp, signal: building.signal })
})

/** Says how long it takes, since the first time is slow; a build that fails leaves the rest of the house open. */
async function build(target: ClientTarget, name: string, options: { api: string; signal: AbortSignal }): Promise<void> {
  if (options.signal.aborted || isBuilt(target, options)) return
  const begin = Date.now()
  console.log(`Building ${name}, a minute or so; only when the sources have changed …`)
  try {
    await ensureBuilt(target, options)
    console.log(`… ${name} is ready (${Math.round((Date.now() - begin) / 1000)} s).`)
  } catch (error) {
    if (!options.signal.aborted) console.error(error instanceof Error ? error.message : error)
  }
}

function sayWhere(url: string, weappReady: boolean): void {
  const others = PERSONAS.flatMap(({ name, role }) => (role && name !== 'owner' ? [name] : [])).join(', ')
  console.log(`
  Browser          ${url}
  WeChat DevTools  open the folder ${clientFolder('weapp')}${weappReady ? '' : ' (being built now)'}
  Staff            ${url}/?as=owner (or ${others})
`)
}
