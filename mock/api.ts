import { openHouse } from './house'
import { command } from './problem'
import { closeOnSignal, portWanted } from './terminal'

/** The part of `npm run dev` that begins anew with each change: all but the database, which it is given. */
void command(async () => {
  const opening = openHouse({ port: portWanted(), databaseUrl: process.env.DATABASE_URL })
  closeOnSignal(() => opening.then(({ close }) => close()).catch(() => {}))
  const { url } = await opening
  console.log(`The API answers at ${url}/docs`)
})
