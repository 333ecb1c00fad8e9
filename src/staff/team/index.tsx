import { useDidShow, useRouter, useShareAppMessage } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { ROLE_NAMES } from '../../domain/staff/role'
import { sharePath } from '../../platform/launch-options'
import { goToTab } from '../../platform/navigate'
import { hasChat, pageLink } from '../../platform/page-link'
import { chatCard } from '../../platform/share'
import { hideShareMenu } from '../../platform/share-menu'
import { sharePictures } from '../../platform/share-pictures'
import { StoreDoor } from '../../platform/store-door'
import { usePlatform } from '../../platform/use-platform'
import { Button } from '../../ui/button'
import { PageShell } from '../../ui/page-shell'
import { Skeleton } from '../../ui/states'
import { StaffPlace } from '../place'
import { StaffLoaded } from '../staff-loaded'
import { AuditList } from './audit-list'
import { EndSheet } from './end-sheet'
import { InviteSheet } from './invite-sheet'
import { TeamFace } from './team-face'
import { TeamStore } from './team.store'

const JOIN = 'staff/join/index'
const picture = sharePictures.home.chat

/** 团队: who may do what, invitations, and the log of who did what. */
export default observer(function TeamPage() {
  const { api, clock, newKey, pictureUrl } = usePlatform()
  const { store } = useRouter().params
  const [inviting, setInviting] = useState(false)
  const [place] = useState(() => new StaffPlace(api, store, 'see-team'))
  const [door] = useState(
    () =>
      new StoreDoor({
        choose: place.choose,
        open: (storeId) => new TeamStore(api, storeId, newKey),
        drawn: ({ team }) => team,
        load: (opened) => opened.load(),
      }),
  )
  useDidShow(() => {
    hideShareMenu()
    void door.load()
  })
  const { opened } = door
  const link = opened?.link ?? null
  useShareAppMessage(() => {
    if (!link) return chatCard({ title: '鲜生，街坊的菜，清晨刚到', page: 'pages/home/index', picture }, {})
    const title = `邀请你加入${place.place?.storeName ?? '鲜生'}，当${ROLE_NAMES[link.role]}`
    return chatCard({ title, page: JOIN, query: { token: link.token }, picture }, {})
  })
  const now = clock.now()
  const allowed = door.error?.code !== 'NOT_ALLOWED'
  return (
    <PageShell
      footer={
        opened && allowed && opened.roles.length > 0 ? (
          <Button
            size="big"
            wide
            onClick={() => {
              opened.openInvite(null)
              setInviting(true)
            }}
          >
            邀请同事
          </Button>
        ) : null
      }
    >
      <StaffLoaded
        of={door}
        now={now}
        lockUrl={pictureUrl('locked')}
        onLeave={() => goToTab('mine')}
        skeleton={<Skeleton shape="ticket" repeat={4} />}
      >
        {(team) =>
          opened ? (
            <>
              <TeamFace store={opened} team={team} now={now} onInvite={() => setInviting(true)} />
              {opened.maySeeAudit ? <AuditList store={opened} now={now} pictureUrl={pictureUrl} /> : null}
            </>
          ) : null
        }
      </StaffLoaded>
      {opened ? (
        <>
          <InviteSheet
            store={opened}
            open={inviting}
            onClose={() => setInviting(false)}
            address={link && !hasChat ? pageLink(sharePath(JOIN, {}, { token: link.token })) : null}
          />
          <EndSheet store={opened} />
        </>
      ) : null}
    </PageShell>
  )
})
