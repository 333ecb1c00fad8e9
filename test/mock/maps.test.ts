import { afterAll, describe, expect, it } from 'vitest'
import { COUNTY, PLACES, ROADS, TOWNS } from '../../mock/maps/gazetteer'
import { mockMaps, REFUSED } from '../../mock/maps/start'
import { gcj02, metresBetween } from '../../src/domain/geo'

const world = await mockMaps()
afterAll(() => world.stop())
const get = async (path: string, query: Record<string, string>) =>
  (await fetch(`${world.url}${path}?${new URLSearchParams({ key: world.key, ...query })}`)).json()
const geocode = (address: string) => get('/ws/geocoder/v1/', { address })
const pointOf = ({ result }: { result: { location: { lat: number; lng: number } } }) =>
  gcj02(result.location.lat, result.location.lng)

describe('the gazetteer', () => {
  it('names each place once and keeps it in the county', () => {
    const names = PLACES.flatMap(({ name, also }) => [name, ...also])
    expect(new Set(names).size).toBe(names.length)
    for (const { at } of PLACES) expect(metresBetween(at, COUNTY.at)).toBeLessThan(40_000)
    expect(PLACES.length + ROADS.length + TOWNS.length).toBeGreaterThanOrEqual(30)
  })
})

describe('geocoder', () => {
  it.each([
    ['阳光花园', '阳光花园', 10],
    ['威宁县阳光花园小区', '阳光花园', 10],
    ['贵州省毕节市威宁彝族回族苗族自治县海边街道滨海路阳光花园3栋2单元501', '阳光花园3栋', 10],
    ['阳光花园 ３栋 ２单元', '阳光花园3栋', 10],
    ['阳光花园3-2-501', '阳光花园3栋', 10],
    ['阳光花园3号楼', '阳光花园3栋', 10],
    ['人民路人民广场旁', '人民广场', 11],
    ['县医院', '威宁县人民医院', 11],
    ['滨海路12号', '滨海路12号', 9],
    ['贵州省毕节市七星关区桂花路35号', '桂花路35号', 9],
  ])('finds %s', async (address, title, level) => {
    const { status, result } = await geocode(address)
    expect(status).toBe(0)
    expect(result).toMatchObject({ title, level, ad_info: { adcode: title.startsWith('桂花') ? '520502' : '520526' } })
    expect(result.reliability).toBeGreaterThanOrEqual(7)
  })

  it.each([
    ['威宁县', 2],
    ['威宁县草海镇', 3],
    ['滨海路', 7],
    ['滨海路9999号', 7],
    ['贵阳市观山湖区阳光花园', 1],
  ])('does not vouch for %s', async (address, level) => {
    const { result } = await geocode(address)
    expect(result).toMatchObject({ level })
    expect(result.reliability).toBeLessThan(7)
  })

  it('two buildings of one estate are two points near each other; house numbers follow the road', async () => {
    const [three, seven] = [pointOf(await geocode('阳光花园3栋')), pointOf(await geocode('阳光花园7栋'))]
    expect(metresBetween(three, seven)).toBeGreaterThan(5)
    expect(metresBetween(three, seven)).toBeLessThan(200)
    const [one, two, last] = await Promise.all(['滨海路1号', '滨海路2号', '滨海路188号'].map(geocode))
    expect(metresBetween(pointOf(one), pointOf(two))).toBeLessThan(30)
    expect(metresBetween(pointOf(one), pointOf(last))).toBeGreaterThan(1_000)
  })

  it.each([
    ['滨海路 12 号', 26.8566, 104.2786],
    ['草海路 88 号', 26.8702, 104.2598],
    ['七星关区桂花路 35 号', 27.3017, 105.2851],
  ])('finds the seeded store at %s', async (address, lat, lng) => {
    expect(metresBetween(pointOf(await geocode(address)), gcj02(lat, lng))).toBeLessThan(60)
  })

  it('the same address is the same point every time', async () => {
    expect(pointOf(await geocode('龙凤家园5栋'))).toEqual(pointOf(await geocode('龙凤家园5栋')))
  })

  it('an address that names nothing is status 347, none at all 310', async () => {
    expect(await geocode('火星路一号')).toMatchObject({ status: 347 })
    expect(await geocode('')).toMatchObject({ status: 310 })
  })
})

describe('reverse', () => {
  const reverse = (location: string) => get('/ws/geocoder/v1/', { location, get_poi: '1' })

  it('calls every place by its name', async () => {
    for (const { name, at } of PLACES) {
      const { result } = await reverse(`${at.lat},${at.lng}`)
      expect(result.formatted_addresses.recommend).toContain(name)
    }
  })
  it('between places names the town, far away nothing', async () => {
    expect((await reverse('26.8320,104.2500')).result.formatted_addresses.recommend).toBe('威宁县草海镇')
    expect((await reverse('39.9,116.4')).result).toMatchObject({ address: '', pois: [] })
  })
  it.each(['', 'x', '26.8', '104.2786,26.8566', '26.8;104.2'])('a point "%s" is status 310', async (location) => {
    expect(await reverse(location)).toMatchObject({ status: 310 })
  })
})

describe('suggestion', () => {
  const suggest = (query: Record<string, string>) => get('/ws/place/v1/suggestion', query)

  it('finds by a part of the name, nearest first when told where', async () => {
    const names = async (query: Record<string, string>) =>
      (await suggest(query)).data.map(({ title }: { title: string }) => title)
    expect(await names({ keyword: '家园', location: '26.8622,104.2849' })).toEqual(['龙凤家园', '金色家园'])
    expect(await names({ keyword: '家园', location: '26.8607,104.2768' })).toEqual(['金色家园', '龙凤家园'])
    expect(await names({ keyword: '阳光花园3栋' })).toEqual(['阳光花园'])
    expect(await names({ keyword: '不存在' })).toEqual([])
  })
  it('gives at most the page', async () => {
    const { count, data } = await suggest({ keyword: '威宁', page_size: '2' })
    expect(count).toBeGreaterThan(2)
    expect(data).toHaveLength(2)
  })
  it.each([[{ keyword: '' }], [{ keyword: 'x', page_size: '21' }], [{ keyword: 'x', location: 'x' }]])(
    '%j is status 310',
    async (query) => {
      expect(await suggest(query)).toMatchObject({ status: 310 })
    },
  )
})

describe('the key', () => {
  it('must be ours', async () => {
    expect(await get('/ws/geocoder/v1/', { key: 'x', address: '人民广场' })).toMatchObject({ status: 311 })
  })
  it('can be refused or used up on demand', async () => {
    world.troubles.next('/ws/geocoder/v1/', REFUSED[110])
    world.troubles.next('/ws/geocoder/v1/', REFUSED[121])
    expect(await geocode('人民广场')).toMatchObject({ status: 110 })
    expect(await geocode('人民广场')).toMatchObject({ status: 121 })
    expect(await geocode('人民广场')).toMatchObject({ status: 0 })
  })
})
