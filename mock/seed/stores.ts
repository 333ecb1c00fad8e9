import type { Insertable } from 'kysely'
import type { Database, Introduction } from '../../server/database/schema'
import { DAY, HOUR, type Instant, plus, plusDays, startOfStoreDay, storeDay } from '../../src/domain/time'

export const LAUNCHING = 'weining-guangchang'
export const NEIGHBOUR = 'weining-caohai'
export const FARTHER = 'bijie-qixingguan'

const OPENS_AT = 8 * HOUR
const clock = (day: ReturnType<typeof storeDay>): Instant => plus(startOfStoreDay(day), OPENS_AT)

/** The launch opens at 8:00 three days from `now`, its grand opening follows a week later. */
export function launchTimes(now: Instant): { trialOpensAt: Instant; grandOpensAt: Instant } {
  const trialDay = plusDays(storeDay(now), 3)
  return { trialOpensAt: clock(trialDay), grandOpensAt: clock(plusDays(trialDay, 7)) }
}

/** The store next door opened four months ago, the one in the city a year ago. */
export const openedAt = (now: Instant, daysAgo: number): Instant => clock(storeDay(plus(now, -daysAgo * DAY)))

const promises: Introduction['promises'] = [
  {
    picture: 'sunrise',
    title: '清晨 6 点前上架',
    text: '菜地凌晨采，天亮进店。当天没卖完的叶菜，晚上 8 点起半价，绝不隔夜。',
  },
  {
    picture: 'leafy-green',
    title: '不鲜就退',
    text: '觉得不新鲜，24 小时内拿来或拍张照片，就退钱，不用解释。',
  },
  { picture: 'balance-scale', title: '称多少付多少', text: '称重的商品多退少不补，秤就摆在台面上，您看着称。' },
  { picture: 'motor-scooter', title: '线上线下一个价', text: '店里多少钱，手机上就多少钱。到店取不排队，也能送到家。' },
]

const sourcing: Introduction['sourcing'] = [
  { picture: 'potato', title: '威宁土豆', text: '海拔 2200 米的黄心土豆，来自迤那镇 31 户人家，按订单挖，不进冷库。' },
  { picture: 'egg', title: '草海土鸡蛋', text: '林下散养，每一枚都喷着下蛋的日子。超过 5 天的，我们自己先吃掉。' },
  { picture: 'strawberry', title: '丹东草莓', text: '冷链车直达，36 小时从大棚到货架。坏一颗，赔一颗。' },
  { picture: 'shrimp', title: '鲜活基围虾', text: '活水车周二、周五各到一次，店里有养殖池，现捞现称。' },
  { picture: 'glass-of-milk', title: '本地牧场鲜奶', text: '72 小时短保巴氏奶，早上挤的，第二天一早到店。' },
]

const introductions: Record<string, Introduction> = {
  [LAUNCHING]: {
    story: {
      headline: '把早市，搬到广场边',
      paragraphs: [
        '我们几个是在威宁长大的。小时候跟着奶奶赶早市，她总说：“菜要看叶子，鱼要看眼睛，人要看秤。”后来早市拆了，买把带露水的葱要坐四站车。',
        '所以有了这家店。410 平方米，就在人民广场西侧，走路 15 分钟内住着 6,800 户邻居。蔬菜、水果、肉禽蛋、水产、豆制品，和奶奶当年买的一样，只是多了冷柜，少了泥。',
        '试业这七天，我们想先听您说。哪样菜不好、哪个价不对、哪位店员态度差，您直接告诉周店长，她每天都在店里。',
      ],
    },
    promises,
    sourcing,
  },
  [NEIGHBOUR]: {
    story: {
      headline: '草海边的第一家鲜生',
      paragraphs: [
        '四个月前，我们在草海路开了第一家店。第一天来了 900 多位邻居，把土鸡蛋搬空了。',
        '谢谢您一直来。您教会我们的，都用在了新店里。',
      ],
    },
    promises,
    sourcing: sourcing.slice(0, 3),
  },
  [FARTHER]: {
    story: {
      headline: '七星关，从一条街的早点开始',
      paragraphs: ['店里的豆腐坊每天 4 点半开机，第一锅豆浆 6 点出，来早了可以坐着等。'],
    },
    promises,
    sourcing: sourcing.slice(0, 2),
  },
}

const store = (
  id: string,
  facts: Omit<Insertable<Database['store']>, 'id' | 'introduction'>,
): Insertable<Database['store']> => ({ ...facts, id, introduction: JSON.stringify(introductions[id]) })

/** Points are GCJ-02. The telephone numbers belong to nobody. */
export const stores: Insertable<Database['store']>[] = [
  store(LAUNCHING, {
    name: '威宁广场店',
    address: '贵州省毕节市威宁县滨海路 12 号（人民广场西侧）',
    phone: '0857-0000 112',
    lat: 26.8566,
    lng: 104.2786,
    opens_minute: 7 * 60,
    closes_minute: 21 * 60,
  }),
  store(NEIGHBOUR, {
    name: '威宁草海路店',
    address: '贵州省毕节市威宁县草海路 88 号',
    phone: '0857-0000 188',
    lat: 26.8702,
    lng: 104.2598,
    opens_minute: 7 * 60,
    closes_minute: 21 * 60 + 30,
  }),
  store(FARTHER, {
    name: '毕节七星关店',
    address: '贵州省毕节市七星关区桂花路 35 号',
    phone: '0857-0000 135',
    lat: 27.3017,
    lng: 105.2851,
    opens_minute: 6 * 60 + 30,
    closes_minute: 22 * 60,
  }),
]

const slogans = [
  { lines: ['街坊的菜，', '清晨刚到'], note: '不鲜就退 · 线上线下同价' },
  { lines: ['奶奶挑的菜，', '我们也这么挑'], note: '叶菜不隔夜' },
  { lines: ['下楼五分钟，', '厨房就齐了'], note: '410 平方米 · 1,200 种新鲜' },
  { lines: ['称多少，', '付多少'], note: '多退少不补，秤在您眼前' },
  { lines: ['先领券，', '开门见'], note: '试业福利，到店就领' },
]

const peek = [
  { picture: 'leafy-green', name: '上海青' },
  { picture: 'tomato', name: '普罗旺斯番茄' },
  { picture: 'ear-of-corn', name: '甜玉米' },
  { picture: 'strawberry', name: '丹东草莓' },
  { picture: 'shrimp', name: '鲜活基围虾' },
  { picture: 'egg', name: '土鸡蛋' },
  { picture: 'broccoli', name: '西兰花' },
]

export function launches(now: Instant): Insertable<Database['launch']>[] {
  const ours = launchTimes(now)
  const launch = (storeId: string, trialOpensAt: Instant, grandOpensAt: Instant, lines = slogans) => ({
    store_id: storeId,
    trial_opens_at: new Date(trialOpensAt),
    grand_opens_at: new Date(grandOpensAt),
    slogans: JSON.stringify(lines),
    peek: JSON.stringify(peek),
  })
  const opened = (storeId: string, daysAgo: number) =>
    launch(storeId, openedAt(now, daysAgo), openedAt(now, daysAgo - 7), slogans.slice(0, 4))
  return [launch(LAUNCHING, ours.trialOpensAt, ours.grandOpensAt), opened(NEIGHBOUR, 120), opened(FARTHER, 380)]
}
