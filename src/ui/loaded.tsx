import { observer } from 'mobx-react-lite'
import type { ReactElement, ReactNode } from 'react'
import type { Instant } from '../domain/time'
import { ago } from './moment'
import { Notice } from './notice'
import { Failed } from './states'

type Props<T> = {
  readonly of: {
    readonly value: T | null
    readonly error: { readonly message: string } | null
    readonly loading: boolean
    readonly keptAt: Instant | null
    load(): Promise<boolean>
  }
  /** Server time, to say how old kept content is. */
  readonly now: Instant
  /** Grey blocks in the shape of the content. */
  readonly skeleton: ReactNode
  /** True when the content is empty; `empty` is drawn then. */
  readonly isEmpty?: (value: T) => boolean
  readonly empty?: ReactNode
  readonly children: (value: T) => ReactNode
}

/**
 * Draws what is being loaded in its four states. Content stays while it is asked for again; when that fails it stays too,
 * with a line that says how old it is. It watches `of` and what `children` reads of it.
 */
function LoadedOnce<T>({ of, now, skeleton, isEmpty, empty, children }: Props<T>) {
  if (of.value === null) {
    if (of.error) return <Failed message={of.error.message} onRetry={() => void of.load()} busy={of.loading} />
    return <>{skeleton}</>
  }
  const old =
    of.error === null ? null : of.keptAt === null ? of.error.message : `网络不太顺，这是${ago(of.keptAt, now)}的内容`
  return (
    <>
      {old ? <Notice tone="calm">{old}</Notice> : null}
      {isEmpty?.(of.value) ? empty : children(of.value)}
    </>
  )
}

export const Loaded = observer(LoadedOnce) as <T>(props: Props<T>) => ReactElement
