import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './postgres/place'
import { systemCode } from './problem'

/** All that a start keeps: the database, the secret, the log. `npm run reset` removes it. */
export const DATA_FOLDER = path.join(projectRoot, '.data')
export const DATABASE_FOLDER = path.join(DATA_FOLDER, 'postgres')

const SECRET_BYTES = 32
const LOG_LIMIT_BYTES = 10_000_000

/** The secret of this data folder's tokens and codes, made once: what was signed before a restart stays good after it. */
export function secret(): Buffer {
  const file = path.join(DATA_FOLDER, 'secret')
  mkdirSync(DATA_FOLDER, { recursive: true })
  try {
    writeFileSync(file, randomBytes(SECRET_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'hex')
}

/** The API's log goes to a file, the terminal is for people; a large one is begun anew. */
export function apiLog(): string {
  const file = path.join(DATA_FOLDER, 'api.log')
  mkdirSync(DATA_FOLDER, { recursive: true })
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) rmSync(file)
  return file
}
