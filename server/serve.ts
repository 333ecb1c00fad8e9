import { pino } from 'pino'
import { buildApp } from './build-app'
import { systemClock } from './clock'
import type { Config } from './config'
import { openDatabase } from './database/connection'
import { migrateToLatest } from './database/migrate'
import { mapsOverHttps } from './gateways/maps-https'
import { wechatOverHttps } from './gateways/wechat-https'
import { wechatPayOverHttps } from './gateways/wechat-pay-https'
import { logOptions } from './http/request-log'
import { startJobs } from './jobs/jobs'
import { deriveKeys } from './keys'

export type Serving = {
  /** Where it listens, `http://0.0.0.0:3000`. */
  readonly url: string
  /** Accepts nothing new, finishes what was accepted, then what jobs had begun, and lets go of the database last. */
  close(): Promise<void>
}

/** The API as a deployment runs it: migrated, listening, its jobs running. What could not start leaves nothing open. */
export async function serve(config: Config): Promise<Serving> {
  const log = pino(logOptions())
  const clock = systemClock
  const database = openDatabase(config.databaseUrl, { max: config.databaseConnections })
  const closers = [database.close]
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    await migrateToLatest(database.db)
    const outside = {
      database,
      clock,
      keys: deriveKeys(config.secret),
      wechat: wechatOverHttps({ ...config.wechat, clock, log }),
      pay: wechatPayOverHttps({ ...config.pay, appid: config.wechat.appid, clock, log }),
      maps: mapsOverHttps({ ...config.maps, log }),
      templates: config.templates,
    }
    const { operatorToken, trustedProxies } = config
    const app = await buildApp({
      ...outside,
      logger: logOptions(),
      ...(operatorToken !== undefined && { operatorToken }),
      ...(trustedProxies !== undefined && { trustedProxies }),
    })
    const url = await app.listen({ host: config.host, port: config.port })
    closers.push(() => app.close())
    const jobs = await startJobs({ ...outside, logger: log })
    // Jobs stop after the requests that may still hand them work.
    closers.splice(1, 0, jobs.stop)
    return { url, close }
  } catch (error) {
    await close()
    throw error
  }
}
