import { makeAutoObservable, runInAction } from 'mobx'
import { paths } from '../../contract/paths'
import type { InboxAnswer } from '../../contract/resident'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** 消息: what we told this resident, newest first. What has been on screen counts as read. */
export class InboxStore {
  readonly first: Loadable<InboxAnswer>
  /** Further pages, as they were asked for. */
  private more: InboxAnswer[] = []
  private fetching = false

  constructor(private readonly api: Api) {
    this.first = new Loadable(
      () => api.get<InboxAnswer>(paths.inbox, { keep: true }),
      () => api.getCached<InboxAnswer>(paths.inbox),
    )
    makeAutoObservable<this, 'api'>(this, { api: false, first: false }, { autoBind: true })
  }

  get messages(): InboxAnswer['messages'] {
    return [this.first.value, ...this.more].flatMap((page) => page?.messages ?? [])
  }

  async load(): Promise<void> {
    if (!(await this.first.load())) return
    runInAction(() => {
      this.more = []
    })
    await this.read()
  }

  /** The next page, when the list has been scrolled to its end. */
  async loadMore(): Promise<void> {
    const next = (this.more.at(-1) ?? this.first.value)?.next
    if (!next || this.fetching) return
    this.fetching = true
    const answer = await this.api.get<InboxAnswer>(paths.inbox, { query: { after: next } })
    runInAction(() => {
      this.fetching = false
      if (answer.ok) this.more.push(answer.data)
    })
    await this.read()
  }

  /** Tells the server what has been seen; the marks on screen stay until the next visit, so that one sees what is new. */
  private async read(): Promise<void> {
    const messageIds = this.messages.filter((message) => !message.read).map((message) => message.id)
    if (messageIds.length > 0) await this.api.post(paths.inboxRead, { messageIds: messageIds.slice(0, 100) })
  }
}
