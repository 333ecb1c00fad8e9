import { useDidHide, useDidShow, useLaunch } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { type PropsWithChildren, useMemo } from 'react'
import { recordVisit } from './features/visit/visit'
import { dressBars } from './platform/chrome'
import { createPlatform, type Platform } from './platform/platform'
import { PlatformProvider } from './platform/use-platform'
import { DisplayProvider } from './ui/display'
import './app.scss'

/** Pages learn from here how large to draw, without knowing where the setting lives. */
const Display = observer(({ platform, children }: PropsWithChildren<{ platform: Platform }>) => {
  const large = platform.display.largeText
  const display = useMemo(() => ({ large }), [large])
  return <DisplayProvider value={display}>{children}</DisplayProvider>
})

export default function App({ children }: PropsWithChildren) {
  const platform = useMemo(createPlatform, [])
  useLaunch((options) => {
    platform.launch.opened(options ?? {})
    dressBars()
  })
  useDidShow((options) => {
    platform.launch.opened(options ?? {})
    platform.shown()
    void recordVisit(platform.api, platform.launch.current)
  })
  useDidHide(platform.hidden)
  return (
    <PlatformProvider value={platform}>
      <Display platform={platform}>{children}</Display>
    </PlatformProvider>
  )
}
