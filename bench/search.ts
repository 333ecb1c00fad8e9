import { sql } from 'kysely'
import { makeGoodsSearchable, search } from '../server/catalog/search.service'
import type { OpenDatabase } from '../server/database/connection'
import { isRefusal } from '../src/contract/errors'
import { instant } from '../src/domain/time'

const STORE = 'search'
const NOW = instant('2026-06-01T12:00:00+08:00')
const ROUNDS = 12

const WHERE_FROM =
  '威宁 本地 高山 草海 有机 丹东 云南 大理 赫章 山东 海南 广西 四川 新疆 智利 泰国 内蒙古 东北 五常 宁夏 阳光 精品 特级 新鲜 生态'.split(
    ' ',
  )
const WHAT =
  '西红柿 土豆 白菜 小白菜 上海青 菠菜 生菜 芹菜 香菜 韭菜 空心菜 油麦菜 茼蒿 莴笋 黄瓜 丝瓜 苦瓜 冬瓜 南瓜 茄子 青椒 小米椒 豆角 四季豆 豌豆尖 折耳根 莲藕 山药 胡萝卜 白萝卜 洋葱 大葱 生姜 大蒜 香菇 平菇 金针菇 木耳 苹果 香蕉 橙子 柚子 葡萄 草莓 蓝莓 樱桃 西瓜 哈密瓜 火龙果 猕猴桃 芒果 菠萝 五花肉 排骨 里脊 猪蹄 牛腩 牛腱 羊肉 鸡腿 鸡翅 三黄鸡 鸭腿 鲈鱼 草鱼 鲫鱼 带鱼 基围虾 花蛤 鸡蛋 鸭蛋 皮蛋 鲜牛奶 酸奶 豆腐 豆干 千张 豆浆 大米 糯米 面粉 挂面 菜籽油 花生油 酱油 香醋 豆瓣酱 辣椒面 花椒 食盐 白糖 红糖 蜂蜜 方便面 薯片 饼干 坚果 矿泉水 可乐 绿茶 豆奶 水饺 汤圆 馄饨'.split(
    ' ',
  )
const HOW_MUCH = '500克 250克 1千克 散装 礼盒 家庭装 真空装 两袋装'.split(' ')

/** Typed letter by letter, finished, slipped, in characters, in between, and not to be had at all. */
const QUERIES = [
  ...'x xi xih xiho xihon xihongs xihongshi xihonshi xihongshi xhs xihs'.split(' '),
  ...'t tu tud tudou tudu td b ba bai baicai baicia bc niunan niulan jiweixia jwx jidan jd huoguo'.split(' '),
  ...'菜 白菜 西红柿 西红市 西hong柿 威宁土豆 丹东草莓 草梅 鲜奶 豆 鱼 虾 油 面 五花肉 五花 有机 精品苹果 水教 哈蜜瓜 电视机'.split(
    ' ',
  ),
]

async function goods(database: OpenDatabase, from: number, to: number): Promise<void> {
  const { db } = database
  await sql`
    insert into goods (id, category_id, name, picture, sold_by, unit, created_at)
    select md5('g' || n)::uuid, 'c' || n % 10, w.name || t.name || ' ' || m.name, 'tomato', 'piece', '份', now()
    from generate_series(${from}::int, ${to - 1}::int) n
    join unnest(${WHAT}::text[]) with ordinality t(name, i) on t.i = 1 + n % ${WHAT.length}::int
    join unnest(${WHERE_FROM}::text[]) with ordinality w(name, i) on w.i = 1 + (n / ${WHAT.length}::int) % ${WHERE_FROM.length}::int
    join unnest(${HOW_MUCH}::text[]) with ordinality m(name, i)
      on m.i = 1 + (n / ${WHAT.length * WHERE_FROM.length}::int) % ${HOW_MUCH.length}::int`.execute(db)
  await sql`
    insert into store_goods (store_id, goods_id, price_fen, sold_30d, listed_at)
    select ${STORE}, md5('g' || n)::uuid, 100 + n % 5000, n % 300, now()
    from generate_series(${from}::int, ${to - 1}::int) n`.execute(db)
  await makeGoodsSearchable(db)
  await sql`vacuum analyze goods, store_goods`.execute(db)
}

/** Half and 99 of 100 searches take no longer than this, in ms: the service with its statement, one after another. */
async function times({ db }: OpenDatabase): Promise<{ p50: number; p99: number }> {
  const took: number[] = []
  let held = 0
  for (
    let round = -2;
    round < ROUNDS;
    round++ // the first ones warm the pages
  )
    for (const q of QUERIES) {
      const startedAt = performance.now()
      const found = await search(db, STORE, { q }, NOW)
      if (isRefusal(found)) throw new Error(found.refused)
      held += found.goods.length
      if (round >= 0) took.push(performance.now() - startedAt)
    }
  if (held < took.length) throw new Error('Hardly anything was found: the bench measures nothing')
  took.sort((a, b) => a - b)
  const at = (share: number): number => took[Math.floor(took.length * share)]!
  return { p50: at(0.5), p99: at(0.99) }
}

export type SearchTimes = { p50Ms: number; p99Ms: number; p50Ms2k: number; p99Ms2k: number; growth: number }

/** Search over 2,000 goods of a store and over 20,000; `growth`: of its p99, for ten times the goods. */
export async function measureSearch(database: OpenDatabase): Promise<SearchTimes> {
  const { db } = database
  await sql`
    insert into store (id, name, address, phone, lat, lng, opens_minute, closes_minute, introduction)
    values (${STORE}, 'bench', '', '', 26, 104, 420, 1260, '{}')`.execute(db)
  await sql`insert into category (id, name, picture) select 'c' || n, 'c' || n, 'tomato' from generate_series(0, 9) n`.execute(
    db,
  )
  await goods(database, 0, 2_000)
  const few = await times(database)
  await goods(database, 2_000, 20_000)
  const many = await times(database)
  return { p50Ms: many.p50, p99Ms: many.p99, p50Ms2k: few.p50, p99Ms2k: few.p99, growth: many.p99 / few.p99 }
}
