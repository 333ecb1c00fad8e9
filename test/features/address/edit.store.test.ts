import { describe, expect, it } from 'vitest'
import type { AddressParts } from '../../../src/contract/delivery'
import { gcj02 } from '../../../src/domain/geo'
import { EditStore } from '../../../src/features/address/edit.store'
import type { Answer } from '../../../src/platform/answer'
import type { Choice, Located, NotLocated } from '../../../src/platform/location'
import { fakeApi, good, type Heard, lost, memory, numberedKeys, refused, settle } from '../../support/client'
import { inside, outside } from '../delivery-range/harness'

const PARTS: AddressParts = {
  name: '张三',
  phone: '13800000000',
  region: '贵州省毕节市威宁县',
  detail: '滨海路88号阳光花园3栋2单元',
}
const HERE = gcj02(26.86, 104.28)
const SAVED = {
  id: 'a1',
  name: '张三',
  phone: '13800000000',
  place: '阳光花园',
  detail: '3栋',
  at: HERE,
  isDefault: false,
}

type World = {
  answer?: (heard: Heard) => Answer<unknown>
  save?: (nth: number) => Answer<unknown>
  located?: Located | NotLocated
  wechat?: AddressParts | null
  clipboard?: string | null
  choice?: Choice
  addressId?: string
}

function harness(world: World = {}, storage = memory()) {
  let saves = 0
  const timers: (() => void)[] = []
  const fake = fakeApi((heard) => {
    if (heard.path === '/v1/delivery/answer') return world.answer?.(heard) ?? good(inside({ parts: PARTS }))
    if (heard.path === '/v1/delivery/places')
      return good({ places: [{ title: '阳光花园', address: '滨海路88号', at: HERE }] })
    if (heard.key) return world.save?.(++saves) ?? good(SAVED)
    return good({ addresses: [SAVED] })
  })
  const newKey = numberedKeys()
  const open = (addressId: string | null = world.addressId ?? null) =>
    new EditStore(
      {
        api: fake.api,
        storage,
        newKey,
        later: { start: (run) => timers.push(run), stop: () => undefined },
        locate: async () => world.located ?? { found: false, why: 'refused' },
        openSetting: async () => false,
        choosePlace: async () => world.choice ?? { found: false, why: 'cancelled' },
        chooseWechatAddress: async () => world.wechat ?? null,
        readClipboard: async () => world.clipboard ?? null,
        storeId: 'here',
      },
      addressId,
    )
  const writes = () => fake.heard.filter(({ key }) => key)
  return {
    ...fake,
    storage,
    open,
    writes,
    fingersRest: async () => (timers.splice(0).forEach((run) => run()), settle()),
  }
}

const writeAll = (store: EditStore): void => {
  store.write('name', '张三')
  store.write('phone', '138-0000-0000')
  store.writePlace('阳光花园')
  store.write('detail', '3栋2单元501')
}

describe('an address being written', () => {
  it('KF-42: a pasted line fills the form, asks to be read, and is not saved by itself', async () => {
    const { open, writes } = harness()
    const store = open()
    store.paste('张三 13800000000 贵州省毕节市威宁县滨海路88号阳光花园3栋2单元')
    await store.read()
    expect(store.form).toEqual({
      name: '张三',
      phone: '13800000000',
      place: '滨海路88号阳光花园',
      detail: '3栋2单元',
      at: null,
      isDefault: false,
    })
    expect([store.check, store.pasted, writes()]).toEqual([true, '', []])
  })

  it('a line that says no name or phone leaves those that stand there', async () => {
    const { open } = harness({ answer: () => good(inside({ parts: { ...PARTS, name: '', phone: '' } })) })
    const store = open()
    writeAll(store)
    store.paste('滨海路88号阳光花园3栋2单元')
    await store.read()
    expect([store.form.name, store.form.phone]).toEqual(['张三', '13800000000'])
  })

  it('not understood: the sentence of the API, and the line is still there', async () => {
    const { open } = harness({ answer: () => refused('ADDRESS_NOT_UNDERSTOOD') })
    const store = open()
    store.paste('月亮上的街')
    await store.read()
    expect([store.error?.code, store.pasted, store.doing]).toEqual(['ADDRESS_NOT_UNDERSTOOD', '月亮上的街', null])
  })

  it('what WeChat keeps is text and never a position', async () => {
    const { open, heard } = harness({ wechat: PARTS, answer: () => good(inside({ place: '阳光花园' })) })
    const store = open()
    await store.fromWechat()
    expect(heard[0]?.body).toEqual({ address: '贵州省毕节市威宁县滨海路88号阳光花园3栋2单元' })
    expect([store.form.name, store.form.detail, store.form.at]).toEqual(['张三', '3栋2单元', null])
  })

  it('WeChat’s address stays when the server cannot be asked about it', async () => {
    const { open } = harness({ wechat: PARTS, answer: () => lost })
    const store = open()
    await store.fromWechat()
    expect([store.form.place, store.form.detail]).toEqual(['滨海路88号阳光花园', '3栋2单元'])
  })

  it('a suggestion is pointed at; another place is somewhere else', async () => {
    const { open, fingersRest } = harness()
    const store = open()
    store.writePlace('阳光')
    await fingersRest()
    await store.pick(store.search.places[0]!)
    expect([store.form.place, store.form.at, store.answer?.verdict, store.search.places]).toEqual([
      '阳光花园',
      HERE,
      'inside',
      [],
    ])
    store.writePlace('龙凤家园')
    expect([store.form.at, store.answer]).toEqual([null, null])
  })

  it('KF-35: a refused position is said, and everything can be written without it', async () => {
    const { open, writes } = harness({ located: { found: false, why: 'refused' } })
    const store = open()
    await store.locate()
    expect([store.notLocated, store.error]).toEqual(['refused', null])
    writeAll(store)
    expect(await store.save()).toEqual(SAVED)
    expect(writes()[0]?.body).toEqual({
      name: '张三',
      phone: '13800000000',
      place: '阳光花园',
      detail: '3栋2单元501',
      isDefault: false,
    })
  })

  it('a position becomes a place as the map calls it, to be read', async () => {
    const { open, heard } = harness({
      located: { found: true, point: { lat: 26.85, lng: 104.27, datum: 'wgs84' } as never, accuracy: 12 },
      answer: () => good(inside({ place: '阳光花园', at: HERE })),
    })
    const store = open()
    await store.locate()
    expect(heard[0]?.body).toEqual({ point: { lat: 26.85, lng: 104.27, datum: 'wgs84' }, accuracy: 12 })
    expect([store.form.place, store.form.at, store.check, store.notLocated]).toEqual(['阳光花园', HERE, true, null])
  })

  it('an answer of before does not speak for a place written since', async () => {
    const { open } = harness({ answer: () => good(outside()) })
    const store = open()
    const picking = store.pick({ title: '很远', address: '', at: HERE })
    store.writePlace('阳光花园')
    await picking
    expect(store.answer).toBe(null)
  })
})

describe('saving an address', () => {
  it('what is missing is said once somebody has tried, and nothing is sent', async () => {
    const { open, writes } = harness()
    const store = open()
    store.write('phone', '1380000')
    expect(store.tried).toBe(false)
    expect(await store.save()).toBe(null)
    expect([store.tried, store.problems.phone, writes()]).toEqual([true, '手机号是 1 开头的 11 位数字', []])
  })

  it('a lost answer keeps its key for the same words; other words are another address', async () => {
    const { open, writes } = harness({ save: (nth) => (nth < 3 ? lost : good(SAVED)) })
    const store = open()
    writeAll(store)
    expect([await store.save(), store.error?.code]).toEqual([null, 'NETWORK'])
    await store.save()
    store.write('detail', '4栋')
    expect(await store.save()).toEqual(SAVED)
    expect(writes().map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-2'])
  })

  it('nothing written is lost by leaving, and nothing stays once it is saved', async () => {
    const { open, storage } = harness()
    writeAll(open())
    const again = open()
    expect(again.form.place).toBe('阳光花园')
    await again.save()
    expect([storage.read('address.draft'), open().form.place]).toEqual([null, ''])
  })

  it('one that is changed is fetched, keeps its point while its place stays, and leaves the draft of a new one alone', async () => {
    const { open, writes, storage } = harness()
    writeAll(open())
    const store = open('a1')
    await store.load()
    expect(store.form).toEqual({
      name: '张三',
      phone: '13800000000',
      place: '阳光花园',
      detail: '3栋',
      at: HERE,
      isDefault: false,
    })
    store.write('detail', '5栋')
    await store.save()
    expect(writes()[0]).toMatchObject({ path: '/v1/addresses/a1', body: { detail: '5栋', at: HERE } })
    expect(storage.read<{ detail: string }>('address.draft')?.detail).toBe('3栋2单元501')
  })
})
