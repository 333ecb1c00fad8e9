import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import type { Instant } from '../domain/time'
import type { ApiError } from '../platform/answer'
import { Button } from '../ui/button'
import { Loaded } from '../ui/loaded'
import { Empty } from '../ui/states'

type Props<T> = {
  readonly of: {
    readonly value: T | null
    readonly error: ApiError | null
    readonly loading: boolean
    readonly keptAt: Instant | null
    load(): Promise<boolean>
  }
  readonly now: Instant
  readonly skeleton: ReactNode
  readonly isEmpty?: (value: T) => boolean
  readonly empty?: ReactNode
  readonly lockUrl: string
  /** Where those go who may not (any more). */
  readonly onLeave: () => void
  readonly children: (value: T) => ReactNode
}

/** Like `Loaded`; a role that was taken back meanwhile takes what is shown with it. */
export const StaffLoaded = observer(<T,>({ lockUrl, onLeave, ...loaded }: Props<T>) => {
  if (loaded.of.error?.code !== 'NOT_ALLOWED') return <Loaded {...loaded} />
  return <NotAllowed message={loaded.of.error.message} lockUrl={lockUrl} onLeave={onLeave} />
})

export function NotAllowed({ message, lockUrl, onLeave }: { message: string; lockUrl: string; onLeave: () => void }) {
  return (
    <Empty
      pictureUrl={lockUrl}
      title={message}
      words="权限可能刚刚被收回，已经做完的都还在"
      action={<Button onClick={onLeave}>回到我的</Button>}
    />
  )
}
