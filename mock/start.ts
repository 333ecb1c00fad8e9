import { type ClientTarget, clientFolder, ensureBuilt, isBuilt } from '../scripts/client-build'
import { openHouse } from './house'
import { command } from './problem'
import { PERSONAS } from './personas'
import { closeOnSignal, portWanted } from './terminal'

void command(async () => {
  const port = portWanted()
  const house = await openHouse({ port, databaseUrl: process.env.DATABASE_URL, storefront: clientFolder('h5') })
  const building = new AbortController()
  closeOnSignal(async () => {
    building.abort()
    await house.close()
  })
  console.log(`The API answers at ${house.url}/docs`)
  // The mini-program has no origin of its own: the port is built in.
  const api = { h5: '', weapp: `http://127.0.0.1:${port}` }
  await build('h5', 'the browser version', api.h5)
  sayWhere(house.url, isBuilt('weapp', { api: api.weapp }))
  await build('weapp', 'the mini-program', api.weapp)

  /** Says how long it takes, since the first time is slow; a build that fails leaves the rest of the house open. */
  async function build(target: ClientTarget, name: string, address: string): Promise<void> {
    if (isBuilt(target, { api: address })) return
    const begin = Date.now()
    console.log(`Building ${name}, a minute or so; only when the sources have changed …`)
    try {
      await ensureBuilt(target, { api: address, signal: building.signal })
      console.log(`… ${name} is ready (${Math.round((Date.now() - begin) / 1000)} s).`)
    } catch (error) {
      if (!building.signal.aborted) console.error(error instanceof Error ? error.message : error)
    }
  }
})

function sayWhere(url: string, weappReady: boolean): void {
  const staff = PERSONAS.flatMap(({ name, role }) => (role ? [name] : [])).join(', ')
  console.log(`
  Browser          ${url}
  WeChat DevTools  open the folder ${clientFolder('weapp')}${weappReady ? '' : ' (being built now)'}
  Staff            ${url}/?as=owner (or ${staff.replace(/^owner, /, '')})
`)
}
