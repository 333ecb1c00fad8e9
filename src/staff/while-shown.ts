import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { OnSecond } from '../platform/ticker'
import { usePlatform } from '../platform/use-platform'

/** Called each second while the page is in front. */
export function useWhileShown(tick: OnSecond | undefined): void {
  const { ticker } = usePlatform()
  const [visible, setVisible] = useState(false)
  useDidShow(() => setVisible(true))
  useDidHide(() => setVisible(false))
  useEffect(() => (visible && tick ? ticker.subscribe(tick) : undefined), [visible, tick, ticker])
}
