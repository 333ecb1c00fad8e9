import { setTimeout as pause } from 'node:timers/promises'
import { Logger, parseCronItems, run, type Runner, type RunnerOptions, runMigrations } from 'graphile-worker'
import type { Pool } from 'pg'
import { makeGoodsSearchable } from '../catalog/catalog.service'
import { makeMonthPartitions } from './partitions'
import { type JobLogger, type JobsOutside, schedule, tasksOf } from './tasks'

/** Jobs at once in this process. Each may use a connection of the pool beside the one that the runner listens on. */
const AT_ONCE = 4
/** A job that came late (its notification was missed, its process gone) waits this long at most. */
const POLL_MS = 2_000
const RESTART_MS = 5_000
/** Any number: who holds this lock brings the queue's tables up to date. */
const MIGRATION_LOCK = 7_201_744

/**
 * Makes the queue's own tables. Several processes that start together wait for one another; done already, it is one query.
 * Needs two connections of the pool.
 */
export async function prepareJobs(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await runMigrations({ pgPool: pool, taskList: {} })
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).finally(() => client.release())
  }
}

/** How a runner of ours works, for `run` and `runOnce`. */
export const runnerOptions = (outside: JobsOutside): RunnerOptions => ({
  pgPool: outside.database.pool,
  taskList: tasksOf(outside),
  noHandleSignals: true,
  logger: queueLogger(outside.logger),
  preset: {
    worker: {
      pollInterval: POLL_MS,
      // Not for speed: only batched endings are waited for when the runner stops, and retried when the database is away.
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    },
  },
})

/**
 * Runs the background jobs of this process on its pool until `stop`, which finishes what runs and takes nothing new. As many
 * processes as wanted may run them: each job is taken by one, each minute's round is begun once.
 * The times in jobs are `clock`'s; only the minute's beat and retries are the machine's.
 */
export async function startJobs(outside: JobsOutside): Promise<{ stop(): Promise<void> }> {
  const { database, clock, logger } = outside
  await prepareJobs(database.pool)
  // Before the first visit, so that this month needs no place in the rest partition.
  await makeMonthPartitions(database.db, clock.now()).catch((error: unknown) =>
    logger.warn({ err: error }, 'partitions not made, tried again at night'),
  )
  // What was loaded into the database by hand, or is searched otherwise by this version.
  await makeGoodsSearchable(database.db).catch((error: unknown) =>
    logger.warn({ err: error }, 'goods not made searchable, tried again within the hour'),
  )
  const start = (): Promise<Runner> =>
    run({ ...runnerOptions(outside), concurrency: AT_ONCE, parsedCronItems: parseCronItems(schedule) })
  const stopping = new AbortController()
  let runner = await start()

  /** The runner gives up when the database stays away; the process does not. */
  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await runner.promise
      } catch (error) {
        logger.error({ err: error }, 'jobs broke off')
      }
      if (stopping.signal.aborted) return
      await pause(RESTART_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      runner = await start().catch((error: unknown) => {
        logger.error({ err: error }, 'jobs not started again yet')
        return runner
      })
    }
  }

  const watched = watch()
  let stopped: Promise<void> | null = null
  return {
    stop: () => {
      stopped ??= (async () => {
        stopping.abort()
        // refused by one that has broken off or is stopped already; the second is for one that was just being started
        await runner.stop().catch(() => undefined)
        await watched
        await runner.stop().catch(() => undefined)
      })()
      return stopped
    },
  }
}

/** The queue's words in our log; its routine (a line per job) only when debugging, payloads never. */
function queueLogger(logger: JobLogger): Logger {
  return new Logger((scope) => (level, message) => {
    const facts = { task: scope.taskIdentifier, job: scope.jobId }
    if (level === 'error') logger.error(facts, message)
    else if (level === 'warning') logger.warn(facts, message)
    else logger.debug(facts, message)
  })
}
