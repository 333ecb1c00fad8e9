import { makeAutoObservable, observable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { AuditAnswer, InviteAnswer, TeamAnswer } from '../../contract/staff'
import { may, type Role } from '../../domain/staff/role'
import type { ApiError } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'
import { joined, Pages } from '../pages'
import { isUndecided } from '../undecided'

export type Member = TeamAnswer['members'][number]
export type Invitation = TeamAnswer['invitations'][number]
/** A link that was made while this page is open: nobody, not even the server's list, shows it again. */
export type Link = { readonly id: string; readonly token: string; readonly name: string; readonly role: Role }
/** What is about to be taken away, while its sheet asks. */
export type Ending = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly is: 'member' | 'invitation'
}

export const NAME_LIMIT = 12

/** 团队: who may do what, one-time links to join, taking a role back. */
export class TeamStore {
  readonly team: Loadable<TeamAnswer>
  readonly audit: Pages<AuditAnswer>
  name = ''
  role: Role | null = null
  inviting = false
  /** The link whose sheet is open. */
  link: Link | null = null
  ending: Ending | null = null
  ends = false
  /** Why the last tap in the open sheet did not go through. */
  error: ApiError | null = null
  private readonly links = observable.map<string, Link>()
  private key: string | null = null

  constructor(
    private readonly api: Api,
    private readonly storeId: string,
    private readonly newKey: () => Promise<string>,
  ) {
    this.team = new Loadable(() => api.get<TeamAnswer>(fill(paths.staffTeam, { storeId })))
    this.audit = new Pages<AuditAnswer>(
      (after) => api.get<AuditAnswer>(fill(paths.staffAudit, { storeId }), { query: { after } }),
      (before, page) => ({ ...page, entries: joined(before.entries, page.entries) }),
    )
    makeAutoObservable<this, 'api' | 'storeId' | 'newKey' | 'key' | 'links'>(
      this,
      { api: false, storeId: false, newKey: false, key: false, links: false, team: false, audit: false },
      { autoBind: true },
    )
  }

  get maySeeAudit(): boolean {
    const me = this.team.value?.members.find((member) => member.me)
    return me !== undefined && may(me.role, 'see-audit')
  }

  /** The roles this person may hand out. */
  get roles(): readonly Role[] {
    return this.team.value?.mayInvite ?? []
  }

  /** Asks for the team, and for the log again when it has been looked at. */
  async load(): Promise<void> {
    await Promise.all([this.team.load(), this.audit.shown.value ? this.audit.load() : null])
  }

  call(name: string): void {
    this.name = name.slice(0, NAME_LIMIT)
    this.key = null
  }

  give(role: Role): void {
    this.role = role
    this.key = null
  }

  get canInvite(): boolean {
    return this.name.trim() !== '' && this.role !== null
  }

  /** Makes the one-time link. The same name and role sent again after a lost answer is the same invitation. */
  async invite(): Promise<void> {
    const { role } = this
    const name = this.name.trim()
    if (this.inviting || role === null || name === '') return
    this.inviting = true
    this.error = null
    const key = (this.key ??= await this.newKey())
    const path = fill(paths.staffInvitations, { storeId: this.storeId })
    const answer = await this.api.post<InviteAnswer>(path, { name, role }, { key })
    runInAction(() => {
      this.inviting = false
      this.error = answer.ok ? null : answer.error
      if (!isUndecided(this.error)) this.key = null
      if (!answer.ok) return
      this.link = { id: answer.data.invitationId, token: answer.data.token, name, role }
      this.links.set(this.link.id, this.link)
      this.name = ''
      this.role = null
    })
    if (answer.ok) await this.team.load()
  }

  /** The link of an open invitation, when it was made here. */
  linkOf(invitationId: string): Link | null {
    return this.links.get(invitationId) ?? null
  }

  /** Begins a new invitation, or shows the link of one made before. */
  openInvite(link: Link | null): void {
    this.link = link
    this.error = null
  }

  ask(ending: Ending): void {
    this.ending = ending
    this.error = null
    this.key = null
  }

  keepThem(): void {
    if (!this.ends) this.ending = null
  }

  /** Takes the role or the invitation back, at once. */
  async end(): Promise<void> {
    const { ending, storeId } = this
    if (!ending || this.ends) return
    this.ends = true
    this.error = null
    const key = (this.key ??= await this.newKey())
    const path =
      ending.is === 'member'
        ? fill(paths.staffRevokeGrant, { storeId, grantId: ending.id })
        : fill(paths.staffRevokeInvitation, { storeId, invitationId: ending.id })
    const answer = await this.api.post(path, {}, { key })
    runInAction(() => {
      this.ends = false
      this.error = answer.ok ? null : answer.error
      if (isUndecided(this.error)) return
      this.key = null
      if (answer.ok) this.ending = null
    })
    if (!isUndecided(this.error)) await this.load()
  }
}
