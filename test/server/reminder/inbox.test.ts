import { describe, expect, it } from 'vitest'
import { tell, unreadOf } from '../../../server/reminder/inbox.service'
import { paths } from '../../../src/contract/paths'
import { plus } from '../../../src/domain/time'
import { NOON, testApp } from '../../support/app'
import { aResident, type Resident } from '../../support/factories'

const { as, db, clock } = await testApp()

/** `count` messages, two of each millisecond, told in one go per millisecond. */
async function told(to: Resident, count: number): Promise<void> {
  for (let nth = 0; nth < count; nth += 2) {
    const two = [nth, nth + 1].slice(0, count - nth).map((n) => ({
      residentId: to.id,
      kind: 'gift-returned' as const,
      title: `第 ${n} 条`,
      body: '券已退回',
      page: null,
      once: `test:${to.id}:${n}`,
    }))
    await db.transaction().execute((tx) => tell(tx, two, plus(NOON, nth)))
  }
}

describe('the inbox', () => {
  it('is empty for a newcomer', async () => {
    const heard = await as(await aResident(db)).get(paths.inbox)
    expect([heard.status, heard.body]).toEqual([200, { messages: [], next: null }])
  })

  it('shows the newest first, 20 a page, none twice and none left out, also of one millisecond', async () => {
    const wang = await aResident(db)
    await told(wang, 45)
    const seen: { id: string; at: number }[] = []
    const sizes: number[] = []
    let next: string | null = null
    do {
      const heard = await as(wang).get(next === null ? paths.inbox : `${paths.inbox}?after=${next}`)
      sizes.push(heard.body.messages.length)
      seen.push(...heard.body.messages)
      next = heard.body.next
    } while (next !== null)
    expect(sizes).toEqual([20, 20, 5])
    expect(new Set(seen.map(({ id }) => id)).size).toBe(45)
    expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).sort((a, b) => b - a))
  })

  it('a full last page has no next', async () => {
    const wang = await aResident(db)
    await told(wang, 20)
    expect((await as(wang).get(paths.inbox)).body.next).toBeNull()
  })

  it('says what happened, when, where to look, and whether it was read', async () => {
    const wang = await aResident(db)
    await told(wang, 1)
    const { messages } = (await as(wang).get(paths.inbox)).body
    expect(messages).toEqual([
      {
        id: messages[0].id,
        kind: 'gift-returned',
        title: '第 0 条',
        body: '券已退回',
        page: null,
        at: NOON,
        read: false,
      },
    ])
  })

  it('tells one thing once, however often it is told', async () => {
    const wang = await aResident(db)
    await told(wang, 2)
    await told(wang, 2)
    expect((await as(wang).get(paths.inbox)).body.messages).toHaveLength(2)
  })

  it.each(['x', '1.2', `${NOON}.not-a-uuid`, '99999999999999999.00000000-0000-4000-8000-000000000000'])(
    'refuses a place that it did not give: %s',
    async (after) => {
      const heard = await as(await aResident(db)).get(`${paths.inbox}?after=${after}`)
      expect([heard.status, heard.body.error.code]).toEqual([400, 'INPUT_INVALID'])
    },
  )

  it('a date beyond the calendar of the database is refused, not a failure of ours', async () => {
    const after = '999999999999999.00000000-0000-4000-8000-000000000000'
    expect((await as(await aResident(db)).get(`${paths.inbox}?after=${after}`)).status).toBeLessThan(500)
  })
})

describe('reading', () => {
  it("marks one's own messages and leaves other people's alone, without a word", async () => {
    const [wang, li] = [await aResident(db), await aResident(db)]
    await told(wang, 3)
    await told(li, 1)
    const mine = (await as(wang).get(paths.inbox)).body.messages.map((one: { id: string }) => one.id)
    const theirs = (await as(li).get(paths.inbox)).body.messages[0].id
    clock.advance(1000)
    const heard = await as(wang).post(paths.inboxRead, { messageIds: [mine[0], mine[1], theirs] })
    expect([heard.status, heard.body]).toEqual([200, { done: true }])
    expect((await as(wang).get(paths.inbox)).body.messages.map((one: { read: boolean }) => one.read)).toEqual([
      true,
      true,
      false,
    ])
    expect((await as(li).get(paths.inbox)).body.messages[0].read).toBe(false)
    expect([await unreadOf(db, wang.id), await unreadOf(db, li.id)]).toEqual([1, 1])
  })

  it('the first reading counts', async () => {
    const wang = await aResident(db)
    await told(wang, 1)
    const [{ id }] = (await as(wang).get(paths.inbox)).body.messages
    await as(wang).post(paths.inboxRead, { messageIds: [id] })
    const readAt = () => db.selectFrom('inbox_message').select('read_at').where('id', '=', id).executeTakeFirstOrThrow()
    const first = await readAt()
    clock.advance(60_000)
    await as(wang).post(paths.inboxRead, { messageIds: [id] })
    expect(await readAt()).toEqual(first)
  })

  it('what is not a list of messages is refused, and nobody in particular has no inbox', async () => {
    const wang = await aResident(db)
    expect((await as(wang).post(paths.inboxRead, { messageIds: [] })).body.error.code).toBe('INPUT_INVALID')
    expect((await as(wang).post(paths.inboxRead, { messageIds: ['x'] })).body.error.code).toBe('INPUT_INVALID')
    expect((await as().post(paths.inboxRead, { messageIds: [wang.id] })).body.error.code).toBe('NOT_SIGNED_IN')
    expect((await as().get(paths.inbox)).body.error.code).toBe('NOT_SIGNED_IN')
  })
})
