import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { removeData, startPostgres } from '../../mock/postgres/start'
import { openDatabase } from '../../server/database/connection'
import { migrateToLatest } from '../../server/database/migrate'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Which PostgreSQL a project's tests run on: ours, or the one of TEST_DATABASE_URL. Set in vitest.config.ts. */
    postgres: 'embedded' | 'outside'
    /** The server, and the migrated database that `testDatabase()` copies. Set below, before the first test. */
    postgresUrl: string
    templateDatabase: string
  }
}

/** One server and one migrated template for a project's whole run; everything made on it is gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await serverFor(project.config.provide.postgres ?? 'embedded')
  const template = `test_${randomBytes(4).toString('hex')}`
  const tearDown = async () => {
    await dropAll(server.url, template)
    await server.stop()
  }
  try {
    await onServer(server.url, `CREATE DATABASE ${template}`)
    const { db, close } = openDatabase(withDatabase(server.url, template))
    await migrateToLatest(db).finally(close)
  } catch (error) {
    await tearDown()
    throw error
  }
  project.provide('postgresUrl', server.url)
  project.provide('templateDatabase', template)
  return tearDown
}

async function serverFor(kind: 'embedded' | 'outside'): Promise<{ url: string; stop(): Promise<void> }> {
  const outside = process.env.TEST_DATABASE_URL
  if (kind === 'outside' && outside) return { url: outside, stop: async () => {} }
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'xiansheng-test-'))
  // mkdtemp closes it to others, and the server that root starts is another user.
  await chmod(dataDir, 0o755)
  const { url, stop } = await startPostgres({ dataDir, settings: { max_connections: '300' } })
  return {
    url,
    stop: async () => {
      await stop()
      await removeData(dataDir)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The template and what test files that were cut off left behind. */
async function dropAll(serverUrl: string, template: string): Promise<void> {
  const { rows } = await onServer(serverUrl, `SELECT datname FROM pg_database WHERE datname LIKE '${template}%'`)
  for (const { datname } of rows) await onServer(serverUrl, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
}

/** The same server's address with another database. */
export function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/** One statement on the server outside any test database. */
export async function onServer(serverUrl: string, statement: string): Promise<pg.QueryResult<{ datname: string }>> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}
