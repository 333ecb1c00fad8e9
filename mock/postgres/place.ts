import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Problem } from '../problem'

/** The user the server runs as, when that is not the user who starts it. */
export interface Runner {
  uid: number
  gid: number
}

export const projectRoot = path.resolve(import.meta.dirname, '../..')

/** PostgreSQL refuses to run as root, so root lends it the uid and gid of `nobody`; everybody else runs it as themselves. */
export function runnerOf(uid: number | undefined = process.getuid?.()): Runner | undefined {
  if (uid !== 0) return undefined
  const nobody = existsSync('/etc/passwd')
    ? /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
    : null
  const id = (text: string | undefined) => (text === undefined || text.startsWith('-') ? 65534 : Number(text))
  return { uid: id(nobody?.[1]), gid: id(nobody?.[2]) }
}

/** Whether `runner` may walk through every folder above `target` (access lists beyond the mode bits are not looked at). */
export function canReach(runner: Runner, target: string): boolean {
  for (let folder = path.dirname(path.resolve(target)); ; folder = path.dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder)
      const bit = uid === runner.uid ? 0o100 : gid === runner.gid ? 0o010 : 0o001
      if ((mode & bit) === 0) return false
    }
    if (folder === path.dirname(folder)) return true
  }
}

/**
 * A folder of this clone outside the clone, for what the server's user cannot reach inside it (a clone under /root) or
 * what cannot be written there. One per clone and user; /var/tmp because it survives a reboot.
 */
export function elsewhere(): string {
  const uid = process.getuid?.() ?? 0
  const name = `xiansheng-${createHash('sha256').update(`${projectRoot}\0${uid}`).digest('hex').slice(0, 12)}`
  const parent = existsSync('/var/tmp') ? '/var/tmp' : os.tmpdir()
  const folder = path.join(parent, name)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const { uid: owner } = lstatSync(folder)
  // The parent is open to all: a folder somebody else laid there first is not ours to trust.
  if (!lstatSync(folder).isDirectory() || (process.getuid && owner !== uid)) {
    throw new Problem(`${folder} belongs to somebody else; remove it and start again.`)
  }
  chmodSync(folder, 0o755)
  return folder
}

/** Removes the folder elsewhere when nothing is left in it. */
export function leaveElsewhere(): void {
  const folder = elsewhere()
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}

/** Where the data wished for at `dataDir` really lives: there, or elsewhere when the server's user could not get in. */
export function dataPlace(dataDir: string): string {
  const runner = runnerOf()
  const wished = path.resolve(dataDir)
  if (!runner || canReach(runner, wished)) return wished
  return path.join(elsewhere(), `data-${createHash('sha256').update(wished).digest('hex').slice(0, 8)}`)
}
