import type { StockPlanAnswer } from '../../src/contract/staff'
import { dayElapsed } from '../../src/domain/stock-plan/coming'
import { type Cohort, stockPlan } from '../../src/domain/stock-plan/stock-plan'
import { type Instant, type StoreDay, storeDay } from '../../src/domain/time'
import type { Theme } from '../chart/palette'
import type { Db } from '../database/connection'
import { stockPlanChart } from './stock-plan-chart'
import * as plans from './stock-plan.repository'

type Goods = StockPlanAnswer['goods'][number]

/** What to prepare for the exchange coupons that are out: per goods and day, in units of the goods, as a range. */
export async function planOf(db: Db, storeId: string, theme: Theme, now: Instant): Promise<StockPlanAnswer> {
  const promised = await plans.goodsOf(db, storeId, now)
  const hours = await plans.hoursOf(db, storeId)
  const groups = await plans.couponGroups(
    db,
    promised.map(({ batchId }) => batchId),
  )
  const at = { today: storeDay(now), elapsed: dayElapsed(now, hours) }
  const goods = promised.map((one) =>
    planFor(one, cohortsOf(groups.filter(({ batchId }) => batchId === one.batchId)), at),
  )
  return { storeId, asOf: now, goods, chart: stockPlanChart(goods, theme) }
}

function planFor(
  { batchId, goods, price }: plans.PlannedGoods,
  cohorts: Cohort[],
  at: { today: StoreDay; elapsed: number },
): Goods {
  const plan = stockPlan(cohorts, { ...at, given: price === 0 })
  const units = <R extends { low: number; expected: number; high: number }>(range: R): R => ({
    ...range,
    low: range.low * goods.quantity,
    expected: range.expected * goods.quantity,
    high: range.high * goods.quantity,
  })
  return {
    batchId,
    name: goods.name,
    unit: goods.unit,
    picture: goods.picture,
    perCoupon: goods.quantity,
    claimed: plan.claimed,
    used: plan.used,
    outstanding: plan.outstanding,
    rate: plan.rate,
    days: plan.days.map(units),
    total: units(plan.total),
  }
}

/** Groups of equal windows become one cohort each. */
function cohortsOf(groups: readonly plans.CouponGroup[]): Cohort[] {
  const cohorts = new Map<string, Cohort & { usedOn: Map<StoreDay, number>; claimed: number }>()
  for (const { firstDay, lastDay, usedOn, count } of groups) {
    const key = `${firstDay} ${lastDay}`
    const cohort = cohorts.get(key) ?? { firstDay, lastDay, claimed: 0, usedOn: new Map() }
    cohorts.set(key, {
      ...cohort,
      claimed: cohort.claimed + count,
      usedOn: usedOn ? new Map([...cohort.usedOn, [usedOn, count]]) : cohort.usedOn,
    })
  }
  return [...cohorts.values()]
}
