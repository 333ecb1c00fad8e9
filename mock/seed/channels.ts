import type { Insertable } from 'kysely'
import type { Database } from '../../server/database/schema'
import { LAUNCHING, NEIGHBOUR } from './stores'

type Seeded = Insertable<Database['channel']> & {
  codes: readonly (readonly [code: string, label: string])[]
  /** WeChat's scene value that people of this channel arrive with. */
  scene: number
  /** Of 100 fans, how many came this way, and what share of them claims. */
  fans: number
  claims: number
}

/** Scenes: 1047 mini-program code scanned · 1045 Moments ad · 1007 chat card · 1035 menu of an official account. */
export const channels: Seeded[] = [
  {
    id: 'street-wang',
    kind: 'street-promoter',
    name: '地推 · 人民广场',
    owner: '小王',
    cost_fen: 180_000,
    codes: [
      ['st-wang', '小王胸牌'],
      ['st-liu', '小刘胸牌'],
    ],
    scene: 1047,
    fans: 24,
    claims: 0.86,
  },
  {
    id: 'gate-yangguang',
    kind: 'community-gate',
    name: '阳光花园东门',
    owner: '社区张姐',
    cost_fen: 60_000,
    codes: [['gt-ygh-e', '东门立牌']],
    scene: 1047,
    fans: 14,
    claims: 0.78,
  },
  {
    id: 'gate-binhai',
    kind: 'community-gate',
    name: '滨海名都南门',
    owner: '社区张姐',
    cost_fen: 60_000,
    codes: [['gt-bh-s', '南门立牌']],
    scene: 1047,
    fans: 9,
    claims: 0.74,
  },
  {
    id: 'kindergarten-1',
    kind: 'kindergarten',
    name: '县幼儿园接送区',
    owner: '李园长',
    cost_fen: 40_000,
    codes: [['kg-xian', '接送区海报']],
    scene: 1047,
    fans: 9,
    claims: 0.9,
  },
  {
    id: 'lift-zhengwu',
    kind: 'office-lift',
    name: '政务中心电梯',
    owner: '分众代理',
    cost_fen: 320_000,
    codes: [['lf-zw', '电梯海报']],
    scene: 1047,
    fans: 8,
    claims: 0.52,
  },
  {
    id: 'courier-milk',
    kind: 'courier',
    name: '送奶工随瓶卡',
    owner: '牧场老陈',
    cost_fen: 30_000,
    codes: [['cr-milk', '瓶颈卡']],
    scene: 1047,
    fans: 6,
    claims: 0.81,
  },
  {
    id: 'moments-ad',
    kind: 'moments-ad',
    name: '朋友圈广告 3 公里',
    owner: '运营',
    cost_fen: 500_000,
    codes: [['mo-3km', '第一版']],
    scene: 1045,
    fans: 13,
    claims: 0.41,
  },
  {
    id: 'alliance-bakery',
    kind: 'alliance',
    name: '麦香烘焙（异业联盟）',
    owner: '麦香周老板',
    cost_fen: 0,
    codes: [['al-mx', '收银台卡片']],
    scene: 1047,
    fans: 5,
    claims: 0.7,
  },
  {
    id: 'media-weining',
    kind: 'local-media',
    name: '威宁生活公众号',
    owner: '运营',
    cost_fen: 120_000,
    codes: [['md-wnsh', '头条']],
    scene: 1035,
    fans: 7,
    claims: 0.58,
  },
  {
    id: 'in-store-caohai',
    kind: 'in-store',
    name: '草海路店收银台',
    store_id: NEIGHBOUR,
    owner: '草海路店',
    cost_fen: 0,
    codes: [['is-ch', '收银台立牌']],
    scene: 1047,
    fans: 5,
    claims: 0.83,
  },
]

export const channelRows = (): Insertable<Database['channel']>[] =>
  channels.map(({ id, kind, name, owner, cost_fen, store_id }) => ({
    id,
    kind,
    name,
    owner: owner ?? '',
    cost_fen: cost_fen ?? 0,
    store_id: store_id ?? LAUNCHING,
  }))

export const channelCodeRows = (): Insertable<Database['channel_code']>[] =>
  channels.flatMap(({ id, codes }) => codes.map(([code, label]) => ({ code, channel_id: id, label })))
