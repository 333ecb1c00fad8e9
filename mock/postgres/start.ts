import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Problem, systemCode } from '../problem'
import { prepareBinaries } from './binaries'
import {
  type Cluster,
  createCluster,
  explain,
  livePostmaster,
  runPostmaster,
  settledPostmaster,
  stopPostmaster,
} from './cluster'
import { dataPlace, leaveElsewhere, runnerOf } from './place'
import { choosePort, isFree } from './port'
import { connectionUrl, type Hold, holdAlone } from './session'

export interface PostgresOptions {
  /** The folder for the data, made when missing. Where the server's user cannot reach it, a folder under /var/tmp stands in. */
  dataDir: string
  /** A loopback port; without it the one remembered in the data folder, or a free one. */
  port?: number
  /** Server settings beyond ours, as in postgresql.conf: `{ max_connections: '300' }`. */
  settings?: Record<string, string>
}

export interface RunningPostgres {
  /** For `pg`: loopback, with the password. The database is called `xiansheng`. */
  url: string
  /** Ends open sessions and then the server; what was committed is on disk. Close pools first. May be called twice. */
  stop(): Promise<void>
}

const ATTEMPTS = 5

/**
 * Starts the embedded PostgreSQL on a data folder, or takes over one that a killed process left running on it.
 * Throws a Problem when the folder is in use by another start, belongs to somebody else, the port is taken or the disk is full.
 */
export async function startPostgres({ dataDir, port, settings = {} }: PostgresOptions): Promise<RunningPostgres> {
  try {
    const { cluster, place } = prepare(dataDir)
    if (!existsSync(cluster.folder)) await createCluster(cluster)
    const hold = await serve(cluster, place, port, settings)
    return { url: connectionUrl(hold.port, cluster.password), stop: stopper(cluster, hold) }
  } catch (error) {
    throw asProblem(error, dataDir)
  }
}

/** Whether a server runs on this data folder right now. */
export const isRunning = (dataDir: string): boolean => addressOfRunning(dataDir) !== undefined

/** The address of the server that another process holds on this data folder; undefined when none runs. */
export function addressOfRunning(dataDir: string): string | undefined {
  const place = dataPlace(dataDir)
  const live = existsSync(place) ? livePostmaster({ folder: path.join(place, 'cluster') }) : undefined
  return live && connectionUrl(live.port, passwordIn(place))
}

/** Removes the data for good; a server that a killed process left on them is stopped. Throws a Problem when they are in use. */
export async function removeData(dataDir: string): Promise<void> {
  const place = dataPlace(dataDir)
  if (!existsSync(place)) return
  if (isRunning(dataDir)) {
    const { cluster } = prepare(dataDir)
    const live = await settledPostmaster(cluster)
    const hold = live && (await holdAlone(live, cluster.password, place))
    await stopPostmaster(cluster)
    await hold?.release()
  }
  rmSync(place, { recursive: true, force: true })
  if (place !== path.resolve(dataDir)) leaveElsewhere()
}

function prepare(dataDir: string): { cluster: Cluster; place: string } {
  const runner = runnerOf()
  mkdirSync(path.dirname(path.resolve(dataDir)), { recursive: true })
  const place = dataPlace(dataDir)
  mkdirSync(place, { recursive: true })
  // The server's user walks through this folder to the cluster below it, which is closed to all others.
  if (runner) chmodSync(place, 0o755)
  const binaries = prepareBinaries(runner)
  const [folder, log] = [path.join(place, 'cluster'), path.join(place, 'server.log')]
  return { place, cluster: { binaries, runner, folder, log, password: passwordIn(place) } }
}

/** The password of this data folder, made once and readable by its owner only. */
function passwordIn(place: string): string {
  const file = path.join(place, 'password')
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}

/**
 * One server on the cluster, held by this process alone. PostgreSQL itself decides who may start on the folder
 * (postmaster.pid), a lock in the database who may hold the running server: the system lets go of both with the process.
 */
async function serve(cluster: Cluster, place: string, wished: number | undefined, settings: Record<string, string>) {
  for (let attempt = 1; ; attempt++) {
    const live = await settledPostmaster(cluster)
    const hold = live && (await holdAlone(live, cluster.password, place))
    if (hold && (wished === undefined || wished === hold.port)) return hold
    // Left by a killed process and of no use to us: it does not answer, or on another port than the one asked for.
    if (live) await stopPostmaster(cluster)
    await hold?.release()
    const port = wished ?? (await choosePort(path.join(place, 'port')))
    if (!(await isFree(port))) throw new Problem(portTaken(port))
    const trouble = await runPostmaster(cluster, port, settings)
    if (trouble !== undefined && (attempt === ATTEMPTS || !mayPass(trouble))) {
      throw new Problem(`PostgreSQL did not start. ${explain(trouble, place)}`)
    }
  }
}

/** Another start was a moment quicker, on the folder or on the port: looking again settles it. */
const mayPass = (trouble: string) => /lock file .* already exists|Address already in use/.test(trouble)

const portTaken = (port: number) =>
  `Port ${port}, meant for the database, is taken by another program. Stop that program or choose another port.`

function stopper(cluster: Cluster, hold: Hold): () => Promise<void> {
  // A process that ends without stop(), by a fault of ours, does not leave the server behind.
  const lastWish = () => {
    const live = livePostmaster(cluster)
    if (live) process.kill(live.pid, 'SIGINT')
  }
  process.once('exit', lastWish)
  let stopped: Promise<void> | undefined
  const stop = async () => {
    process.removeListener('exit', lastWish)
    // The hold goes last: nobody takes the server over while it is ending.
    await stopPostmaster(cluster)
    await hold.release()
  }
  return () => {
    stopped ??= stop()
    return stopped
  }
}

function asProblem(error: unknown, dataDir: string): unknown {
  const code = systemCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Problem(`There is no space left on the disk that holds ${dataDir}. Free some, then start again.`)
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Problem(
      `The data folder ${dataDir} cannot be used by this user (${(error as Error).message}). ` +
        'Start as the user who made it, or remove it.',
    )
  }
  return error
}
