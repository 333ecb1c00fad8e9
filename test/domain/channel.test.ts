import { describe, expect, it } from 'vitest'
import { isMachine, sceneGroup } from '../../src/domain/channel/scene'

describe('scene numbers', () => {
  it.each([
    [1007, 'chat'],
    [1044, 'chat'],
    [1011, 'qr'],
    [1047, 'mini-program-code'],
    [1014, 'message'],
    [1107, 'message'],
    [1154, 'moments'],
    [1089, 'recent'],
    [1286, 'app-or-web'],
    [1157, 'official-account'],
    [1037, 'mini-program'],
    [1005, 'search'],
  ] as const)('%i is %s', (scene, group) => {
    expect(sceneGroup(scene)).toBe(group)
  })

  it('a number WeChat invents tomorrow is other, and so is none', () => {
    expect(sceneGroup(1999)).toBe('other')
    expect(sceneGroup(null)).toBe('other')
  })

  it('the crawler and the load-test tool are machines, a neighbour is not', () => {
    expect([1129, 1203, 1007, null].map(isMachine)).toEqual([true, true, false, false])
  })
})
