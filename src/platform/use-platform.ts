import { useDidHide, useDidShow } from '@tarojs/taro'
import { createContext, useContext, useEffect, useState } from 'react'
import type { Instant } from '../domain/time'
import type { Platform } from './platform'

const PlatformContext = createContext<Platform | null>(null)

export const PlatformProvider = PlatformContext.Provider

/** The door to everything outside. @throws Error outside the app. */
export function usePlatform(): Platform {
  const platform = useContext(PlatformContext)
  if (!platform) throw new Error('usePlatform outside PlatformProvider')
  return platform
}

/**
 * Server time, renewed each second by the shared ticker while `ticking` and the page is in front. Call it in the smallest component that shows
 * it: everything below redraws once a second.
 */
export function useNow(ticking = true): Instant {
  const { clock, ticker } = usePlatform()
  const [now, setNow] = useState<Instant>(clock.now)
  const [inFront, setInFront] = useState(true)
  useDidShow(() => setInFront(true))
  useDidHide(() => setInFront(false))
  useEffect(() => {
    if (!ticking || !inFront) return
    setNow(clock.now())
    return ticker.subscribe(setNow)
  }, [clock, ticker, ticking, inFront])
  return now
}
