import { Logger, parseCronItems, run, runMigrations } from 'graphile-worker'
import type { Pool } from 'pg'
import { makeMonthPartitions } from './partitions'
import { type JobLogger, type JobsOutside, schedule, tasksOf } from './tasks'

/** Jobs at once in this process. Each may use a connection of the pool beside the one that the runner listens on. */
const AT_ONCE = 4
/** A job that came late (its notification was missed, its process gone) waits this long at most. */
const POLL_MS = 2_000
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
  const runner = await run({
    pgPool: database.pool,
    taskList: tasksOf(outside),
    parsedCronItems: parseCronItems(schedule),
    concurrency: AT_ONCE,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: queueLogger(logger),
  })
  let stopped: Promise<void> | null = null
  return {
    stop: () => {
      stopped ??= runner.stop()
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
