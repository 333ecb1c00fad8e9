// Damaged copies of a build: the harness has to notice each of them, else its green says nothing.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { listFiles } from './dist-files'

export interface Damage {
  what: string
  /** Changes the copy; throws when there is nothing to change, so that no damage is tried on a build it no longer fits. */
  apply(copy: BuildCopy): void
}

export class BuildCopy {
  readonly folder: string

  constructor(dist: string) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xiansheng-build-'))
    fs.cpSync(dist, this.folder, { recursive: true })
  }

  read(file: string): string {
    return fs.readFileSync(path.join(this.folder, file), 'utf8')
  }

  edit(file: string, change: (source: string) => string): void {
    const before = this.read(file)
    const after = change(before)
    if (after === before) throw new Error(`the damage does not fit ${file}: nothing was changed`)
    fs.writeFileSync(path.join(this.folder, file), after)
  }

  /** Edits every script in which there is something to change; throws when there is none. */
  editScripts(change: (source: string) => string): void {
    const fitting = listFiles(this.folder).filter(
      (file) => file.endsWith('.js') && change(this.read(file)) !== this.read(file),
    )
    if (fitting.length === 0) throw new Error('the damage does not fit any script: nothing was changed')
    for (const file of fitting) this.edit(file, change)
  }

  write(file: string, content: string): void {
    fs.writeFileSync(path.join(this.folder, file), content)
  }

  remove(file: string): void {
    fs.rmSync(path.join(this.folder, file))
  }

  dispose(): void {
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Runs something on a damaged copy of a build and takes the copy away again. */
export async function onDamagedCopy<T>(dist: string, damage: Damage, run: (dist: string) => Promise<T>): Promise<T> {
  const copy = new BuildCopy(dist)
  try {
    damage.apply(copy)
    return await run(copy.folder)
  } finally {
    copy.dispose()
  }
}
