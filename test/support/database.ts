import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { openDatabase, type OpenDatabase } from '../../server/database/connection'
import { onServer, withDatabase } from './postgres-server'

/** A migrated, empty database of this test file's own. */
export interface TestDatabase extends OpenDatabase {
  /** For a further pool or another process on the same data. */
  url: string
}

/**
 * Copies the migrated template; closed and dropped after the file's last test. Call it at the top of a test file:
 * `const { db } = await testDatabase()`.
 * @param options.max connections of the pool (10)
 */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const template = inject('templateDatabase')
  const name = `${template}_${randomBytes(4).toString('hex')}`
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = withDatabase(server, name)
  const database = openDatabase(url, options)
  afterAll(async () => {
    await database.close()
    await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })
  return { ...database, url }
}
