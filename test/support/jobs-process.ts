/**
 * The jobs as a process of their own, for tests that kill it: `tsx jobs-process.ts DATABASE_URL`. Works off what is there, with
 * a WeChat whose phones ring in the table `rang`, slowly; prints a line per ring.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { run } from 'graphile-worker'
import { openDatabase } from '../../server/database/connection'
import { runnerOptions } from '../../server/jobs/jobs'
import { NOON, templates } from './constants'
import { fakePay, fakeWechat } from './outside'

async function main(): Promise<void> {
  const database = openDatabase(process.argv[2]!)
  const quiet = () => undefined
  const outside = {
    database,
    templates,
    clock: { now: () => NOON },
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    pay: fakePay(),
    wechat: {
      ...fakeWechat(),
      sendSubscribeMessage: async ({ page }: { page: string | null }) => {
        await pause(5)
        await database.pool.query('insert into rang (page) values ($1)', [page])
        console.log('rang')
        await pause(20)
        return { outcome: 'sent' as const }
      },
    },
  }
  await run({ ...runnerOptions(outside), concurrency: 4 })
}

void main()
