import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { mockMaps, REFUSED } from '../../../mock/maps/start'
import { mapsOverHttps, type MapsSettings } from '../../../server/gateways/maps-https'
import { gcj02, metresBetween } from '../../../src/domain/geo'

const GEOCODER = '/ws/geocoder/v1/'
const SUGGESTION = '/ws/place/v1/suggestion'
const SQUARE = gcj02(26.857, 104.2796)

const world = await mockMaps()
afterAll(() => world.stop())
const lines: string[] = []
const gateway = (over: Partial<MapsSettings> = {}) =>
  mapsOverHttps({
    key: world.key,
    region: '威宁彝族回族苗族自治县',
    baseUrl: world.url,
    log: { warn: (facts, message) => lines.push(JSON.stringify({ ...facts, message })) },
    ...over,
  })
beforeEach(() => {
  lines.length = 0
})

describe('an address', () => {
  it('that names an estate is found and reliable', async () => {
    const answer = await gateway().geocode('贵州省毕节市威宁县阳光花园3栋2单元')
    expect(answer).toMatchObject({ ok: true, found: { title: '阳光花园3栋', reliable: true } })
    const at = answer.ok ? answer.found?.at : undefined
    expect(at && metresBetween(at, gcj02(26.8581, 104.2802))).toBeLessThan(200)
  })

  it('that names only a road without its number is found and not reliable', async () => {
    expect(await gateway().geocode('威宁县滨海路')).toMatchObject({ ok: true, found: { reliable: false } })
  })

  it.each([
    [7, true],
    [6, false],
  ])('of reliability %i: reliable is %s', async (reliability, reliable) => {
    const body = { status: 0, result: { title: '某处', location: { lat: 26.8, lng: 104.2 }, reliability } }
    world.troubles.next(GEOCODER, { kind: 'answer', body })
    const found = { at: gcj02(26.8, 104.2), title: '某处', reliable }
    expect(await gateway().geocode('某处')).toEqual({ ok: true, found })
  })

  it('that says nothing the map knows is found nowhere', async () => {
    expect(await gateway().geocode('火星路一号')).toEqual({ ok: true, found: null })
  })

  it.each([310, 347, 348])('status %i means the words name no place', async (status) => {
    world.troubles.next(GEOCODER, { kind: 'answer', body: { status, message: '' } })
    expect(await gateway().geocode('某处')).toEqual({ ok: true, found: null })
  })
})

describe('a point', () => {
  it('has the name people use', async () => {
    expect(await gateway().reverse(SQUARE)).toEqual({ ok: true, found: '人民广场(人民路)' })
  })
  it('far from everything has none', async () => {
    expect(await gateway().reverse(gcj02(0, 0))).toEqual({ ok: true, found: null })
  })
})

describe('suggestions', () => {
  it('are places with their points, the nearest first', async () => {
    const answer = await gateway().suggest('家园', SQUARE)
    expect(answer.ok && answer.found.map(({ title }) => title)).toEqual(['金色家园', '龙凤家园'])
    expect(answer.ok && answer.found[0]?.at.datum).toBe('gcj02')
  })
  it('for words that name nothing are none', async () => {
    expect(await gateway().suggest('火星', null)).toEqual({ ok: true, found: [] })
  })
  it('without a point are left out', async () => {
    const data = [{ title: '没有坐标' }, { title: '有', address: '路', location: { lat: 1, lng: 2 } }]
    world.troubles.next(SUGGESTION, { kind: 'answer', body: { status: 0, data } })
    const found = [{ title: '有', address: '路', at: gcj02(1, 2) }]
    expect(await gateway().suggest('x', null)).toEqual({ ok: true, found })
  })
})

describe('the service', () => {
  it.each([
    ['not allowed from here (110)', REFUSED[110]],
    ['used up for today (121)', REFUSED[121]],
    ['a wrong key (311)', REFUSED[311]],
    ['too many a second (120)', { kind: 'answer', body: { status: 120, message: '' } }],
    ['no JSON', { kind: 'answer', body: '<html>', type: 'text/html' }],
    ['an error of the proxy', { kind: 'answer', body: {}, status: 503 }],
    ['a cut line', { kind: 'lost' }],
    ['silence', { kind: 'silent' }],
  ] as const)('is of no use: %s', async (_, trouble) => {
    const maps = gateway({ timeoutMs: 300 })
    world.troubles.next(GEOCODER, trouble, 2)
    world.troubles.next(SUGGESTION, trouble)
    expect(await maps.geocode('人民广场')).toEqual({ ok: false })
    expect(await maps.reverse(SQUARE)).toEqual({ ok: false })
    expect(await maps.suggest('人民', null)).toEqual({ ok: false })
  })

  it('refuses a key that is not ours', async () => {
    expect(await gateway({ key: 'wrong' }).geocode('人民广场')).toEqual({ ok: false })
  })

  it('is named in the log by call and status: no address, no point, no key', async () => {
    world.troubles.next(GEOCODER, REFUSED[121])
    await gateway().geocode('张三 13800000000 阳光花园3栋')
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ call: GEOCODER, status: 121, message: 'maps refused' }])
  })
})
