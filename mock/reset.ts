import { rmSync } from 'node:fs'
import { DATA_FOLDER, DATABASE_FOLDER } from './data-folder'
import { removeData } from './postgres/start'
import { command } from './problem'

void command(async () => {
  await removeData(DATABASE_FOLDER)
  rmSync(DATA_FOLDER, { recursive: true, force: true })
  console.log('The data are gone; the next start begins anew.')
  if (process.env.DATABASE_URL) {
    console.log('What stands in the PostgreSQL of DATABASE_URL was not touched: drop that database yourself.')
  }
})
