import { describe, expect, it } from 'vitest'
import type { AddressParts, DeliveryAnswer } from '../../../src/contract/delivery'
import { AddressStore } from '../../../src/features/delivery-range/address.store'
import { harness, inside, no, SHOP, yes } from './harness'

const LINE = '高山 13800000000 贵州省毕节市威宁县滨海路88号'
const PARTS: AddressParts = { name: '高山', phone: '13800000000', region: '贵州省毕节市威宁县', detail: '滨海路88号' }

function address(kept: Record<string, unknown> = {}, clipboard: string | null = null) {
  const phone = harness(kept)
  const used: { answer: DeliveryAnswer; parts: AddressParts }[] = []
  const store = new AddressStore({
    ...phone,
    storeId: 'here',
    readClipboard: async () => clipboard,
    use: (answer, parts) => used.push({ answer, parts }),
  })
  return { ...phone, store, used }
}

describe('a pasted line', () => {
  it('is split, shown, and used only when it has been confirmed (KF-42)', async () => {
    const { store, used, questions, reply, settle, memory } = address()
    store.show('paste')
    store.paste(LINE)
    const sending = store.submit('paste')
    expect(store.checking).toBe(true)
    void store.submit('paste')
    await settle()
    expect(questions.map(({ body, session }) => [body, session])).toEqual([[{ address: LINE }, 'none']])
    await reply(0, yes(inside({ parts: PARTS, place: '滨海路88号' })))
    await sending
    expect([store.open, store.confirming]).toEqual(['confirm', { parts: PARTS, place: '滨海路88号' }])
    expect(used).toEqual([])
    await store.confirm()
    expect(used).toMatchObject([{ parts: PARTS }])
    expect([questions.length, store.open, memory.has('door.draft')]).toEqual([1, null, false])
  })

  it('a name put right asks nobody; a place put right is asked again, without name and phone', async () => {
    const { store, used, questions, reply, settle } = address()
    store.paste(LINE)
    void store.submit('paste')
    await settle()
    await reply(0, yes(inside({ parts: PARTS })))
    store.mend('name', '高小山')
    store.mend('detail', '高山小区3栋')
    const confirming = store.confirm()
    await settle()
    expect(questions[1]!.body).toEqual({ address: '贵州省毕节市威宁县高山小区3栋' })
    await reply(1, yes(inside({ place: '高山小区' })))
    await confirming
    expect(used).toMatchObject([
      { parts: { ...PARTS, name: '高小山', detail: '高山小区3栋' }, answer: { place: '高山小区' } },
    ])
  })

  it('not understood: the sentence of the API, and the line is still there', async () => {
    const { store, reply, settle, used } = address()
    store.show('paste')
    store.paste('月亮上的街')
    void store.submit('paste')
    await settle()
    await reply(0, no('ADDRESS_NOT_UNDERSTOOD', '没认出这个地址，请写上小区或路名门牌'))
    expect([store.error?.message, store.draft.pasted, store.open]).toEqual([
      '没认出这个地址，请写上小区或路名门牌',
      '月亮上的街',
      'paste',
    ])
    expect(used).toEqual([])
  })

  it('nothing written is lost: not by closing, not by leaving, not the corrections either', async () => {
    const first = address()
    first.store.paste(LINE)
    void first.store.submit('paste')
    await first.settle()
    await first.reply(0, yes(inside({ parts: PARTS })))
    first.store.mend('name', '高小山')
    first.store.close()
    const again = address({ 'door.draft': first.memory.get('door.draft') })
    expect(again.store.draft.pasted).toBe(LINE)
    void again.store.submit('paste')
    await again.settle()
    await again.reply(0, yes(inside({ parts: PARTS })))
    expect(again.store.confirming?.parts.name).toBe('高小山')
  })

  it('an answer that comes after the sheet was closed opens nothing', async () => {
    const { store, reply, settle } = address()
    store.show('paste')
    store.paste(LINE)
    void store.submit('paste')
    store.close()
    await settle()
    await reply(0, yes(inside({ parts: PARTS })))
    expect([store.open, store.confirming]).toEqual([null, null])
  })

  it('comes from the clipboard by a tap; a clipboard that may not be read is said', async () => {
    const full = address({}, ` ${LINE} `)
    await full.store.pasteFromClipboard()
    expect([full.store.draft.pasted, full.store.clipboardRefused]).toEqual([LINE, false])
    const closed = address({}, null)
    closed.store.paste('写了一半')
    await closed.store.pasteFromClipboard()
    expect([closed.store.draft.pasted, closed.store.clipboardRefused]).toEqual(['写了一半', true])
  })
})

describe('typing', () => {
  it('asks for places when the fingers rest, in a body and never in an address', async () => {
    const { store, questions, pass, reply } = address()
    store.show('type')
    for (const text of ['阳', '阳光', '阳光花']) store.type(text)
    await pass()
    expect(questions).toMatchObject([{ path: '/v1/delivery/places', body: { text: '阳光花', storeId: 'here' } }])
    const places = [{ title: '阳光花园', address: '滨海路', at: SHOP }]
    await reply(0, yes({ places }))
    expect([store.places, store.sought, store.seeking]).toEqual([places, '阳光花', false])
  })

  it('the latest text wins', async () => {
    const { store, pass, reply } = address()
    store.type('阳')
    await pass()
    store.type('龙')
    await pass()
    await reply(1, yes({ places: [{ title: '龙凤家园', address: '', at: SHOP }] }))
    await reply(0, yes({ places: [{ title: '阳光花园', address: '', at: SHOP }] }))
    expect(store.places.map(({ title }) => title)).toEqual(['龙凤家园'])
  })

  it('emptied again asks nothing and shows nothing', async () => {
    const { store, questions, pass } = address()
    store.type('阳')
    store.type('')
    await pass()
    expect([questions.length, store.places.length, store.seeking]).toEqual([0, 0, false])
  })

  it('is kept until a place was taken', async () => {
    const { store, memory } = address()
    store.type('阳光花园3栋')
    expect(memory.get('door.draft')).toMatchObject({ typed: '阳光花园3栋' })
    store.used()
    expect([store.draft.typed, memory.has('door.draft')]).toEqual(['', false])
  })
})
