import { systemClock } from '../server/clock'
import { openDatabase } from '../server/database/connection'
import type { Instant } from '../src/domain/time'
import { DATABASE_FOLDER } from './data-folder'
import { moveLaunch, timesFor } from './move-launch'
import { addressOfRunning, startPostgres } from './postgres/start'
import { command } from './problem'

const shown = (at: Instant): string => new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })

/** `npm run launch -- 30s`: on the database that `npm start` holds, or on a stopped one. */
void command(async () => {
  const to = timesFor(process.argv[3] ?? '', systemClock.now())
  const running = process.env.DATABASE_URL ?? addressOfRunning(DATABASE_FOLDER)
  const started = running === undefined ? await startPostgres({ dataDir: DATABASE_FOLDER }) : undefined
  try {
    const { db, close } = openDatabase(running ?? (started?.url as string), { max: 1 })
    await moveLaunch(db, to).finally(close)
    console.log(
      `Trial opening  ${shown(to.trialOpensAt)}\nGrand opening  ${shown(to.grandOpensAt)}\nReload the page to see it.`,
    )
  } finally {
    await started?.stop()
  }
})
