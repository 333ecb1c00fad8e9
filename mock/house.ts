import type { FastifyInstance } from 'fastify'
import { buildApp } from '../server/build-app'
import { systemClock } from '../server/clock'
import { openDatabase } from '../server/database/connection'
import { migrateToLatest } from '../server/database/migrate'
import { mapsOverHttps } from '../server/gateways/maps-https'
import { wechatOverHttps } from '../server/gateways/wechat-https'
import { wechatPayOverHttps } from '../server/gateways/wechat-pay-https'
import { logOptions } from '../server/http/request-log'
import { storefrontOn } from '../server/http/storefront'
import { startJobs } from '../server/jobs/jobs'
import { deriveKeys } from '../server/keys'
import { paths } from '../src/contract/paths'
import { apiLog, DATABASE_FOLDER, secret } from './data-folder'
import { tellHistory } from './history/tell'
import { mockMaps } from './maps/start'
import { startPostgres } from './postgres/start'
import { Problem, systemCode } from './problem'
import { seed } from './seed/seed'
import { mockWechat } from './wechat/start'
import { mockWechatPay } from './wechat-pay/start'

/** The whole product on one machine: database, stand-ins for the world outside, API, jobs, storefront. */
export interface House {
  /** Where the API and the browser version answer. */
  url: string
  /** Finishes what was accepted, then lets go of everything, the database last. May be called twice. */
  close(): Promise<void>
}

export interface HouseOptions {
  port: number
  /** A PostgreSQL of one's own; the embedded one without it. */
  databaseUrl?: string | undefined
  /** The finished H5 build, served at `/`; while it is missing, a page says so. */
  storefront?: string
}

type Closer = () => Promise<unknown>

const templates = { opening: 'tmpl-opening', couponEnding: 'tmpl-coupon-ending', order: 'tmpl-order' }

/**
 * Opens the house: migrated, seeded when empty, with a past to look back on, listening on loopback.
 * Throws a Problem for what the person at the terminal can put right; nothing stays open then.
 */
export async function openHouse(options: HouseOptions): Promise<House> {
  // What opened last closes first: the API before the pool, the pool before the database.
  const closers: Closer[] = []
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= closeInOrder(closers)
    return closed
  }
  try {
    await open(options, closers)
    return { url: `http://localhost:${options.port}`, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open({ port, databaseUrl, storefront }: HouseOptions, closers: Closer[]): Promise<void> {
  const database = openDatabase(databaseUrl ?? (await embedded(closers)), { max: 20 })
  closers.push(database.close)
  await migrateToLatest(database.db).catch((error: unknown) => {
    throw asProblem(error, databaseUrl)
  })
  await seed(database.db, systemClock.now())

  const world = await mockWechat()
  const wechatPay = await mockWechatPay({ appid: world.appid })
  const maps = await mockMaps()
  closers.push(world.stop, wechatPay.stop, maps.stop)
  const logger = { ...logOptions(), file: apiLog() }
  const wechat = wechatOverHttps({
    appid: world.appid,
    secret: world.secret,
    baseUrl: world.url,
    miniprogramState: 'developer',
    clock: systemClock,
  })
  const notifyUrl = `http://127.0.0.1:${port}${paths.payNotifications}`
  const pay = wechatPayOverHttps({ ...wechatPay.settings, notifyUrl, clock: systemClock })
  const outside = { database, clock: systemClock, keys: deriveKeys(secret()), wechat, pay, templates, logger }
  const region = '威宁彝族回族苗族自治县'
  const door = { ...outside, maps: mapsOverHttps({ key: maps.key, region, baseUrl: maps.url }) }
  const app = await buildApp(door)
  world.loginRoutes(app)
  wechatPay.sheetRoutes(app)
  if (storefront) await storefrontOn(app, storefront)
  const jobs = await startJobs({ ...outside, logger: app.log })
  closers.push(jobs.stop, () => app.close())
  // A shop without a past can be shown as well as one with half of it.
  await tellHistory(door, { now: systemClock.now(), codeOf: world.codeOf, standIns: wechatPay.sheetRoutes }).catch(
    (error: unknown) => console.error('The past of the store next door could not be told whole:', error),
  )
  await listen(app, port)
}

async function embedded(closers: Closer[]): Promise<string> {
  const { url, stop } = await startPostgres({ dataDir: DATABASE_FOLDER })
  closers.push(stop)
  return url
}

/** `localhost` is both 127.0.0.1 and ::1: browsers ask the one or the other, the mini-program the first. */
async function listen(app: FastifyInstance, port: number): Promise<void> {
  try {
    await app.listen({ port, host: 'localhost' })
  } catch (error) {
    if (systemCode(error) !== 'EADDRINUSE') throw error
    throw new Problem(
      `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
    )
  }
}

/** An outside PostgreSQL that cannot be reached or does not let us in is the person's to mend. */
function asProblem(error: unknown, databaseUrl: string | undefined): unknown {
  if (databaseUrl === undefined || !(error instanceof Error)) return error
  const code = systemCode(error)
  const words = error.message || code
  const unreachable =
    code === undefined ? /timeout/.test(error.message) : /^(E[A-Z]+|28...|3D000|08...|57P0.)$/.test(code)
  return unreachable ? new Problem(`The PostgreSQL of DATABASE_URL does not answer as it should: ${words}`) : error
}

async function closeInOrder(closers: Closer[]): Promise<void> {
  for (const close of closers.reverse()) {
    await close().catch((error: unknown) => console.error(error))
  }
}
