import { beforeEach, describe, expect, test } from 'vitest'
import { isLargeFont } from '../../src/platform/bar-room'
import { DisplaySettings } from '../../src/platform/display-settings'
import type { Storage } from '../../src/platform/storage'
import { memoryStorage } from './memory-storage'

let storage: Storage
let phoneIsLarge: boolean
let applied: boolean[]

beforeEach(() => {
  storage = memoryStorage()
  phoneIsLarge = false
  applied = []
})

const open = () =>
  new DisplaySettings({ storage, phoneWantsLargeText: () => phoneIsLarge, apply: (large) => applied.push(large) })

describe('large text', () => {
  test('follows the phone’s font setting, also when it is changed while away', () => {
    const settings = open()
    expect(settings.largeText).toBe(false)
    phoneIsLarge = true
    settings.lookAgain()
    expect(settings.largeText).toBe(true)
    expect(applied).toEqual([false, true])
  })

  test('a choice of one’s own wins over the phone and survives a restart', () => {
    open().chooseLargeText(true)
    expect(open().largeText).toBe(true)
    phoneIsLarge = true
    open().chooseLargeText(false)
    expect(open().largeText).toBe(false)
  })

  test.each([
    [{}, false],
    [{ fontSizeSetting: 17 }, false],
    [{ fontSizeSetting: 20 }, true],
    [{ fontSizeScaleFactor: 1.1 }, false],
    [{ fontSizeScaleFactor: 1.4 }, true],
  ])('%o asks for large text: %s', (info, large) => {
    expect(isLargeFont(info)).toBe(large)
  })
})
