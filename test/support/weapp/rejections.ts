// Promises of the logic layer that nobody handles are errors of the app under test, not of the test process. The test
// runner listens for unhandled rejections of the whole process, so its listeners are stood in for while apps are running:
// rejections that belong to an app go to that app, all others go on to the listeners that were there.

export interface RejectionOwner {
  owns(promise: unknown): boolean
  report(reason: unknown): void
}

type Listener = (reason: unknown, promise: Promise<unknown>) => void

const owners = new Set<RejectionOwner>()
let replaced: Listener[] | undefined

function route(reason: unknown, promise: Promise<unknown>): void {
  for (const owner of owners) {
    if (!owner.owns(promise)) continue
    owner.report(reason)
    return
  }
  if (!replaced || replaced.length === 0) throw reason
  for (const listener of replaced) listener(reason, promise)
}

/** From now on the owner's rejections are reported to it; answers how to stop that. */
export function watchRejections(owner: RejectionOwner): () => void {
  if (!replaced) {
    replaced = process.listeners('unhandledRejection') as Listener[]
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', route)
  }
  owners.add(owner)
  return () => {
    owners.delete(owner)
    if (owners.size > 0 || !replaced) return
    process.removeListener('unhandledRejection', route)
    for (const listener of replaced) process.on('unhandledRejection', listener)
    replaced = undefined
  }
}
