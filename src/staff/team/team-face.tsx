import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { TeamAnswer } from '../../contract/staff'
import { ROLE_NAMES } from '../../domain/staff/role'
import type { Instant } from '../../domain/time'
import { Button } from '../../ui/button'
import { day, nearMoment } from '../../ui/moment'
import { Card, Section } from '../../ui/page-shell'
import { Tag } from '../../ui/tag'
import { groupsOf } from '../../ui/groups'
import styles from './team.module.scss'
import type { Invitation, Member, TeamStore } from './team.store'

type Props = {
  readonly store: TeamStore
  readonly team: TeamAnswer
  readonly now: Instant
  readonly onInvite: () => void
}

/** Members, then invitations that nobody has taken yet. */
export const TeamFace = observer(({ store, team, now, onInvite }: Props) => (
  <View>
    <Section title="成员" aside={`${team.members.length} 人`}>
      <Card tight>
        {groupsOf(team.members).map((group) => (
          <View key={group[0]?.grantId} className={styles.group}>
            {group.map((member) => (
              <MemberRow key={member.grantId} member={member} store={store} />
            ))}
          </View>
        ))}
      </Card>
    </Section>
    {team.invitations.length > 0 ? (
      <Section title="还没接受的邀请" aside={`${team.invitations.length} 个`}>
        <Card tight>
          {groupsOf(team.invitations).map((group) => (
            <View key={group[0]?.id} className={styles.group}>
              {group.map((invitation) => (
                <InvitationRow key={invitation.id} {...{ invitation, store, now, onInvite }} />
              ))}
            </View>
          ))}
        </Card>
      </Section>
    ) : null}
  </View>
))

function MemberRow({ member, store }: { member: Member; store: TeamStore }) {
  const { grantId, name, role, since, me, revocable } = member
  return (
    <View className={styles.row}>
      <View className={styles.middle}>
        <View className={styles.who}>
          <View className={styles.name}>{name}</View>
          <Tag tone={me ? 'leaf' : 'calm'}>{me ? `${ROLE_NAMES[role]} · 我` : ROLE_NAMES[role]}</Tag>
        </View>
        <View className={styles.words}>{day(since as Instant)}加入</View>
      </View>
      {revocable && !me ? (
        <View className={styles.acts}>
          <Button
            look="plain"
            size="small"
            onClick={() => store.ask({ id: grantId, name, role, is: 'member' })}
            label={`收回${name}的权限`}
          >
            收回
          </Button>
        </View>
      ) : null}
    </View>
  )
}

type InvitationProps = Omit<Props, 'team'> & { readonly invitation: Invitation }

const InvitationRow = observer(({ invitation, store, now, onInvite }: InvitationProps) => {
  const { id, name, role, expiresAt, invitedBy } = invitation
  const link = store.linkOf(id)
  return (
    <View className={styles.row}>
      <View className={styles.middle}>
        <View className={styles.who}>
          <View className={styles.name}>{name}</View>
          <Tag tone="sun">{ROLE_NAMES[role]}</Tag>
        </View>
        <View className={styles.words}>
          {invitedBy}邀请 · {nearMoment(expiresAt as Instant, now)} 前有效
        </View>
      </View>
      <View className={styles.acts}>
        {link ? (
          <View className={styles.act}>
            <Button
              look="soft"
              size="small"
              onClick={() => {
                store.openInvite(link)
                onInvite()
              }}
              label={`发送给${name}的邀请`}
            >
              发送
            </Button>
          </View>
        ) : null}
        {store.roles.includes(role) ? (
          <View className={styles.act}>
            <Button
              look="plain"
              size="small"
              onClick={() => store.ask({ id, name, role, is: 'invitation' })}
              label={`撤回给${name}的邀请`}
            >
              撤回
            </Button>
          </View>
        ) : null}
      </View>
    </View>
  )
})
