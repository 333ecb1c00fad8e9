import { paths } from '../../src/contract/paths'
import {
  ConsentsAnswer,
  ConsentsBody,
  InboxAnswer,
  InboxQuery,
  InboxReadBody,
  SubscribeTemplatesAnswer,
} from '../../src/contract/resident'
import { Done } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { recordConsents, templatesToAsk } from './consent.service'
import { markRead, readInbox } from './inbox.service'

const TEMPLATES_SECONDS = 300

export function reminderRoutes(api: Api, { database: { db }, templates }: Outside): void {
  api.read(
    {
      who: 'public',
      url: paths.subscribeTemplates,
      summary: 'What the client may ask to send',
      answer: SubscribeTemplatesAnswer,
      cacheSeconds: TEMPLATES_SECONDS,
    },
    async () => templatesToAsk(templates),
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.consents,
      summary: "What WeChat's consent question was answered",
      body: ConsentsBody,
      answer: ConsentsAnswer,
    },
    (tx, call) => recordConsents(tx, templates, call),
  )

  api.read(
    { who: 'resident', url: paths.inbox, summary: 'My messages', query: InboxQuery, answer: InboxAnswer },
    ({ residentId, query }) => readInbox(db, residentId, query.after),
  )

  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.inboxRead,
      summary: 'I have read these messages',
      body: InboxReadBody,
      answer: Done,
    },
    async (tx, { residentId, body, now }) => {
      await markRead(tx, residentId, body.messageIds, now)
      return { done: true as const }
    },
  )
}
