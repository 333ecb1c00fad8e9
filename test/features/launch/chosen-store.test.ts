import { describe, expect, it } from 'vitest'
import { ChosenStore } from '../../../src/features/launch/chosen-store'
import { rememberStore } from '../../../src/features/launch/launch.store'
import { fakeApi, good, lost, memory } from '../../support/client'

const stores = good({ stores: [{ id: 'first' }, { id: 'second' }] })

function aPage(named: string | undefined, storage = memory(), answer: unknown = stores) {
  const { api, heard } = fakeApi(() => answer as never)
  const opened: string[] = []
  const page = new ChosenStore({
    api,
    storage,
    named,
    open: (storeId) => {
      opened.push(storeId)
      return storeId
    },
  })
  return { page, opened, heard, storage }
}

describe('the store a page is about', () => {
  it('is the one its address names, without asking', async () => {
    const { page, heard } = aPage('there')
    expect(await page.enter()).toBe('there')
    expect(heard).toEqual([])
  })

  it('stays as it is when the page is shown again', async () => {
    const { page, opened } = aPage('there')
    await page.enter()
    await page.enter()
    expect(opened).toEqual(['there'])
  })

  it('is another one once another was chosen meanwhile, whatever the address named', async () => {
    const { page, opened, storage } = aPage('there')
    await page.enter()
    rememberStore(storage, 'elsewhere')
    expect(await page.enter()).toBe('elsewhere')
    expect([page.storeId, opened]).toEqual(['elsewhere', ['there', 'elsewhere']])
  })

  it('cannot be told without a network, and is found when there is one', async () => {
    const storage = memory()
    const offline = aPage(undefined, storage, lost)
    expect(await offline.page.enter()).toBe(null)
    expect(offline.page.error?.code).toBe('NETWORK')
    expect(await aPage(undefined, storage).page.enter()).toBe('first')
  })
})
