import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { Problem, systemCode } from '../problem'
import { type Postmaster, USER } from './cluster'

const DATABASE = 'xiansheng'
/** Any number will do; it is asked for in this cluster only. */
const LOCK = 20_260_901
const WRONG_PASSWORD = '28P01'
const HOLDER = 'xiansheng, process '

/** The sole right of this process to the running server. */
export interface Hold {
  port: number
  release(): Promise<void>
}

/** The address of a database of the embedded server. No TLS on loopback, whatever PGSSLMODE says. */
export const connectionUrl = (port: number, password: string, database = DATABASE): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`

/**
 * Takes the running server for this process; undefined when it does not answer (it is ending, or not ours).
 * Throws a Problem when another start holds it. A killed holder's session may outlive it for a moment, hence the patience.
 */
export async function holdAlone(server: Postmaster, password: string, place: string): Promise<Hold | undefined> {
  const client = await connect(server.port, password)
  if (!client) return undefined
  for (let patience = 20; !(await lock(client)); patience--) {
    if (patience === 0) {
      const holder = await holderOf(client)
      await client.end()
      throw new Problem(
        `The data folder ${place} is in use by another start${holder ? ` (${holder})` : ''}. Stop that one first.`,
      )
    }
    await wait(100)
  }
  await makeDatabase(client)
  return { port: server.port, release: () => client.end().catch(() => {}) }
}

async function connect(port: number, password: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: connectionUrl(port, password, 'postgres'),
    application_name: `${HOLDER}${process.pid}`,
    connectionTimeoutMillis: 5_000,
  })
  // The server ending underneath is told by everybody who works with it; here it only ends the hold.
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    if (systemCode(error) !== WRONG_PASSWORD) return undefined
    throw new Problem('The password file of the data folder does not fit its data. Run `npm run reset` to begin anew.')
  }
}

async function lock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCK])
  return rows[0]?.taken === true
}

async function holderOf(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.granted`,
    [LOCK],
  )
  return rows[0]?.name
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
}
