import { Input, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { ROLE_NAMES, type Role } from '../../domain/staff/role'
import { copyText } from '../../platform/feedback'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Notice } from '../../ui/notice'
import { Sheet } from '../../ui/sheet'
import { isUndecided } from '../undecided'
import styles from './team.module.scss'
import { NAME_LIMIT, type TeamStore } from './team.store'

type Props = {
  readonly store: TeamStore
  readonly open: boolean
  readonly onClose: () => void
  /** The address to copy where there is no chat; `null` in WeChat, where the page's share hook makes the card. */
  readonly address: string | null
}

/** Who and as what; then the one-time link, to be sent. */
export const InviteSheet = observer(({ store, open, onClose, address }: Props) => {
  const { link } = store
  return (
    <Sheet
      open={open}
      title={link ? '邀请做好了' : '邀请同事'}
      onClose={onClose}
      footer={
        link ? (
          <SendLink key={link.id} address={address} />
        ) : (
          <Button
            size="big"
            wide
            disabled={!store.canInvite}
            busy={store.inviting ? '正在做邀请' : false}
            onClick={() => void store.invite()}
          >
            {isUndecided(store.error) ? '再点一次，不会重复' : '做好邀请'}
          </Button>
        )
      }
    >
      {link ? (
        <View>
          <View className={styles.said}>{`邀请 ${link.name} 当${ROLE_NAMES[link.role]}`}</View>
          <View className={styles.rules}>48 小时内有效，只能用一次，谁先点开谁加入：只发给本人，别发到群里。</View>
        </View>
      ) : (
        <Form store={store} />
      )}
      {store.error ? (
        <View className={styles.notice}>
          <Notice tone="tomato">{store.error.message}</Notice>
        </View>
      ) : null}
    </Sheet>
  )
})

const ROLE_WORDS = {
  owner: '什么都能看，能请人，能发券',
  manager: '管店员，看领券和备货，能撤销核销',
  clerk: '在核销台交货',
  'launch-lead': '看渠道和备货，发券',
} as const satisfies Record<Role, string>

const Form = observer(({ store }: { store: TeamStore }) => (
  <View>
    <View className={styles.label}>怎么称呼</View>
    <View className={styles.field}>
      <Input
        className={styles.input ?? ''}
        value={store.name}
        maxlength={NAME_LIMIT}
        placeholder="比如 小李"
        placeholderClass={styles.placeholder ?? ''}
        cursorSpacing={120}
        onInput={({ detail }) => store.call(detail.value)}
        {...access({ label: '同事的称呼' })}
      />
    </View>
    <View className={styles.label}>做什么</View>
    {store.roles.map((role) => (
      <View
        key={role}
        className={classNames(styles.role, store.role === role && styles.taken)}
        onClick={() => store.give(role)}
        {...access({
          role: 'button',
          label: `${ROLE_NAMES[role]}，${ROLE_WORDS[role]}${store.role === role ? '，已选' : ''}`,
        })}
      >
        <View className={styles.middle}>
          <View className={styles.roleName}>{ROLE_NAMES[role]}</View>
          <View className={styles.words}>{ROLE_WORDS[role]}</View>
        </View>
        <View className={styles.tick} />
      </View>
    ))}
  </View>
))

function SendLink({ address }: { address: string | null }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  if (address === null) {
    return (
      <Button size="big" wide openType="share">
        发给本人
      </Button>
    )
  }
  const copy = async (): Promise<void> => setCopied(await copyText(address))
  return (
    <View>
      <Button size="big" wide onClick={() => void copy()}>
        {copied ? '已复制，去发给本人吧' : '复制邀请链接'}
      </Button>
      {copied === false ? (
        <View className={styles.byHand}>
          <View className={styles.words}>这里不能自动复制，请长按下面的链接</View>
          <View className={styles.field}>
            <Input className={styles.input ?? ''} value={address} {...access({ label: '邀请链接' })} />
          </View>
        </View>
      ) : null}
    </View>
  )
}
