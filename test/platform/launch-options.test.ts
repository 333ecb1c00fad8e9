import { describe, expect, test } from 'vitest'
import { LaunchMemory } from '../../src/platform/launch-memory'
import { readLaunch, sharePath, shareQuery, touchOf } from '../../src/platform/launch-options'
import { chatCard, momentsCard } from '../../src/platform/share'

describe('how the app was opened', () => {
  test('a chat card says channel and sharer in its path', () => {
    const launch = readLaunch({ path: '/pages/home/index', scene: 1008, query: { c: 'GATE-1', s: '9F2K' } })
    expect(launch).toMatchObject({ path: 'pages/home/index', scene: 1008, channel: 'GATE-1', sharer: '9F2K' })
    expect(touchOf(launch)).toEqual({ channel: 'GATE-1', sharer: '9F2K', scene: 1008 })
  })

  test('KF-39: the scene of a mini-program code is decoded, once', () => {
    const launch = readLaunch({ scene: 1047, query: { scene: 'c%3DGATE-1%26s%3D9F2K' } })
    expect(launch).toMatchObject({ token: 'c=GATE-1&s=9F2K', channel: 'GATE-1', sharer: '9F2K' })
    expect(readLaunch({ query: { scene: 'g=a%2525' } }).token).toBe('g=a%25')
  })

  test('KF-39: a bare scene token is the code of the channel', () => {
    expect(readLaunch({ scene: 1047, query: { scene: 'KG07' } })).toMatchObject({ token: 'KG07', channel: 'KG07' })
  })

  test('a scene that was cut or mangled opens the page all the same', () => {
    expect(readLaunch({ query: { scene: '%E4%' } })).toMatchObject({ token: '%E4%', channel: null })
  })

  test('what is no code is nobody’s: too long, with a space, a script', () => {
    const query = { c: 'x'.repeat(25), s: '<script>' }
    expect(touchOf(readLaunch({ query }))).toEqual({})
  })

  test('the path wins over what lies inside the scene', () => {
    expect(readLaunch({ query: { c: 'A', scene: 'c%3DB' } }).channel).toBe('A')
  })

  test('Moments single-page mode is recognised', () => {
    expect(readLaunch({ scene: 1154 }).singlePage).toBe(true)
    expect(readLaunch({ scene: 1155 }).singlePage).toBe(false)
  })

  test('nothing at all is a normal case, and so is a scene value of next year', () => {
    expect(readLaunch(undefined)).toMatchObject({ scene: 0, channel: null, token: null, singlePage: false })
    expect(readLaunch({ scene: 1999 }).scene).toBe(1999)
  })
})

describe('what is remembered while the app lives', () => {
  test('a hot start from another card replaces the first one', () => {
    const memory = new LaunchMemory()
    memory.opened({ scene: 1008, query: { c: 'A' } })
    memory.opened({ scene: 1007, query: { s: 'W1' } })
    expect(memory.current).toMatchObject({ scene: 1007, channel: null, sharer: 'W1' })
  })

  test('coming back from the desktop keeps who sent them', () => {
    const memory = new LaunchMemory()
    memory.opened({ scene: 1008, query: { c: 'A', s: 'W1' } })
    memory.opened({ scene: 1001 })
    expect(memory.current).toMatchObject({ scene: 1001, channel: 'A', sharer: 'W1' })
  })
})

describe('KF-53: a share path carries where it came from', () => {
  const trail = { channel: 'GATE-1', sharer: '9F2K' }

  test('in a chat', () => {
    expect(sharePath('pages/home/index', trail)).toBe('/pages/home/index?c=GATE-1&s=9F2K')
    expect(sharePath('/packages/gift/landing/index', trail, { t: 'a/b' })).toBe(
      '/packages/gift/landing/index?t=a%2Fb&c=GATE-1&s=9F2K',
    )
    expect(sharePath('pages/home/index')).toBe('/pages/home/index')
  })

  test('in Moments', () => {
    expect(shareQuery(trail)).toBe('c=GATE-1&s=9F2K')
  })

  test('and what is shared is read back as it was', () => {
    const path = sharePath('pages/home/index', trail)
    const query = Object.fromEntries(new URLSearchParams(path.split('?')[1]))
    expect(touchOf(readLaunch({ path, query }))).toEqual(trail)
  })

  test('cards have a picture only where there is one', () => {
    const share = { title: '街坊的菜', page: 'pages/home/index', picture: '/p.png' }
    expect(chatCard(share, {})).toEqual({ title: '街坊的菜', path: '/pages/home/index', imageUrl: '/p.png' })
    expect(momentsCard({ ...share, picture: undefined }, trail)).toEqual({
      title: '街坊的菜',
      query: 'c=GATE-1&s=9F2K',
    })
  })
})
