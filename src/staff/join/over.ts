import type { ApiError } from '../../platform/answer'

/** Why an invitation can no longer be taken, kindly: what happened and what to do. `null` for what may still work. */
export type Over = { readonly title: string; readonly words: string; readonly picture: string }

const OVER: Readonly<Partial<Record<ApiError['code'], Over>>> = {
  INVITATION_USED: {
    title: '这个邀请已经有人用了',
    words: '如果就是你用的，去“我的”能看到员工入口；如果不是，请店长再发一个',
    picture: 'handshake',
  },
  INVITATION_EXPIRED: {
    title: '邀请过期了',
    words: '邀请只留 48 小时，请店长再发一个就好',
    picture: 'hourglass-done',
  },
  INVITATION_REVOKED: {
    title: '店里撤回了这个邀请',
    words: '想问问情况，可以直接联系店长',
    picture: 'envelope',
  },
  INVITATION_NOT_FOUND: {
    title: '邀请链接不完整',
    words: '可能复制时少了几个字，请店长再发一次',
    picture: 'link',
  },
  ROLE_HELD: {
    title: '你已经在团队里了',
    words: '不用再接受邀请，去“我的”就能开始工作',
    picture: 'handshake',
  },
}

export const overOf = (error: ApiError | null): Over | null => (error && OVER[error.code]) ?? null
