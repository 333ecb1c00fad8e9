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
 * Server time, renewed each second by the shared ticker while `ticking`. Call it in the smallest component that shows
 * it: everything below redraws once a second.
 */
export function useNow(ticking = true): Instant {
  const { clock, ticker } = usePlatform()
  const [now, setNow] = useState<Instant>(clock.now)
  useEffect(() => {
    if (!ticking) return
    setNow(clock.now())
    return ticker.subscribe(setNow)
  }, [clock, ticker, ticking])
  return now
}
