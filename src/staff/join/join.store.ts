import { makeAutoObservable, runInAction } from 'mobx'
import { paths } from '../../contract/paths'
import type { AcceptInvitationAnswer, InvitationAnswer } from '../../contract/staff'
import type { Answer, ApiError } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import type { Storage } from '../../platform/storage'
import { isUndecided } from '../undecided'

export type JoinParts = {
  readonly api: Api
  readonly storage: Storage
  readonly newKey: () => Promise<string>
  readonly token: string
}

const TOKEN = /^[A-Za-z0-9_-]{40,64}$/
const PLACE = 'joining'
const BROKEN: ApiError = { code: 'INVITATION_NOT_FOUND', message: '邀请链接无效', facts: {} }

/** 加入团队: what a link invites to, and taking it once. */
export class JoinStore {
  readonly invitation: Loadable<InvitationAnswer>
  accepting = false
  joined: AcceptInvitationAnswer | null = null
  /** Why the last tap did not go through. */
  error: ApiError | null = null

  constructor(private readonly parts: JoinParts) {
    const { api, token } = parts
    this.invitation = new Loadable(
      (): Promise<Answer<InvitationAnswer>> =>
        TOKEN.test(token)
          ? api.post<InvitationAnswer>(paths.invitationLook, { token }, { session: 'none' })
          : Promise.resolve({ ok: false, error: BROKEN }),
    )
    makeAutoObservable<this, 'parts'>(this, { parts: false, invitation: false }, { autoBind: true })
  }

  /** Looks at the invitation, or takes it at once when an answer got lost before: the key says it is the same tap. */
  async load(): Promise<void> {
    if (this.joined) return
    const before = this.keys()[this.parts.token]
    if (before && !this.accepting) await this.accept()
    if (!this.joined) await this.invitation.load()
  }

  /** 接受邀请: signs in by itself. Twice is once. */
  async accept(): Promise<void> {
    if (this.accepting || this.joined) return
    this.accepting = true
    this.error = null
    const { api, token } = this.parts
    const key = this.keys()[token] ?? (await this.parts.newKey())
    this.keep(key)
    const answer = await api.post<AcceptInvitationAnswer>(paths.invitationAccept, { token }, { key })
    if (!isUndecided(answer.ok ? null : answer.error)) this.keep(null)
    runInAction(() => {
      this.accepting = false
      if (answer.ok) this.joined = answer.data
      else this.error = answer.error
    })
  }

  private keys(): Record<string, string> {
    return this.parts.storage.read<Record<string, string>>(PLACE) ?? {}
  }

  private keep(key: string | null): void {
    const { [this.parts.token]: _before, ...others } = this.keys()
    this.parts.storage.write(PLACE, key ? { ...others, [this.parts.token]: key } : others)
  }
}
