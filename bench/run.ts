/** `npm run bench`: everything in one run on one machine, printed as a table, kept in bench/results.md and bench/results.json. */
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { removeData, startPostgres } from '../mock/postgres/start'
import { clientFolder, ensureBuilt } from '../scripts/client-build'
import { openDatabase } from '../server/database/connection'
import { migrateToLatest } from '../server/database/migrate'
import { onServer, withDatabase } from '../test/support/postgres-server'
import { measureCart } from './cart'
import { measureClaims } from './claims/claims'
import { measureClient } from './client'
import { measureFirstLoad } from './first-load'
import { measureOrders } from './orders'
import { report } from './report'
import { measureSearch } from './search'
import { measureVerify } from './verify'
import { measureZones } from './zones'

/** A migrated database of its own for one measurement. */
async function onDatabase<T>(
  server: string,
  name: string,
  run: (database: ReturnType<typeof openDatabase>, url: string) => Promise<T>,
): Promise<T> {
  await onServer(server, `CREATE DATABASE ${name}`)
  const url = withDatabase(server, name)
  const database = openDatabase(url, { max: 20 })
  try {
    await migrateToLatest(database.db)
    return await run(database, url)
  } finally {
    await database.close()
  }
}

async function main(): Promise<void> {
  const say = (words: string): void => console.error(`… ${words}`)
  say('building the mini-program and the browser version')
  await ensureBuilt('weapp')
  await ensureBuilt('h5')
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'xiansheng-bench-'))
  const postgres = await startPostgres({ dataDir })
  try {
    say('claims: bare route, row lock, ours, Redis')
    const claims = await onDatabase(postgres.url, 'bench_claims', ({ db }, url) => measureClaims(db, url))
    say(JSON.stringify(claims))
    say('the counter with 10,000 and with 1,000,000 coupons')
    const verify = await onDatabase(postgres.url, 'bench_verify', (database) => measureVerify(database))
    say('the search over 2,000 and over 20,000 goods')
    const search = await onDatabase(postgres.url, 'bench_search', measureSearch)
    say(JSON.stringify(search))
    say('the cart with 50 lines and 40 coupons, with 2,000 and with 20,000 goods')
    const cart = await onDatabase(postgres.url, 'bench_cart', measureCart)
    say(JSON.stringify(cart))
    say('orders: lists, board and submits with 100,000 and with 1,000,000 of them')
    const orders = await onDatabase(postgres.url, 'bench_orders', measureOrders)
    say(JSON.stringify(orders))
    say('zones')
    const zoneLookupsPerSecond = measureZones()
    say('the compiled home page, the first load of the browser version')
    const client = await onDatabase(postgres.url, 'bench_client', (database) => measureClient(database))
    const h5FirstLoadGzipBytes = await measureFirstLoad(clientFolder('h5'))
    console.log(
      await report({ claims, verify, search, cart, orders, zoneLookupsPerSecond, client, h5FirstLoadGzipBytes }),
    )
  } finally {
    await postgres.stop()
    await removeData(dataDir)
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
