import type { CustomSeriesOption } from 'echarts/charts'
import type { StockPlanAnswer } from '../../src/contract/staff'
import { CHART_WIDTH, type ChartOption, dayLabel, drawChart } from '../chart/chart'
import type { Palette, Theme } from '../chart/palette'

type Goods = StockPlanAnswer['goods'][number]

/** A picture that is read at a glance: the first goods, the next days. The table beside it has them all. */
const GOODS_SHOWN = 6
const DAYS_SHOWN = 7
const PANEL = 118
const TITLE = 30

/** One panel per goods, each with its own scale: a bar from low to high for every day, a mark at what is expected. */
export function stockPlanChart(goods: readonly Goods[], theme: Theme): StockPlanAnswer['chart'] {
  const shown = goods.filter(({ days }) => days.length > 0).slice(0, GOODS_SHOWN)
  const height = Math.max(1, shown.length) * PANEL
  return { svg: drawChart(theme, height, (colours) => optionOf(shown, colours)), alt: altOf(shown) }
}

function optionOf(goods: readonly Goods[], colours: Palette): ChartOption {
  const label = { color: colours['ink-2'], fontSize: 12 }
  if (goods.length === 0)
    return { title: { text: '还没有要备的货', left: 'center', top: 'middle', textStyle: { ...label, fontSize: 14 } } }
  return {
    title: goods.map(({ name, unit }, i) => ({
      text: `${name}（${unit}）`,
      left: 0,
      top: i * PANEL,
      textStyle: { color: colours.ink, fontSize: 14, fontWeight: 600 },
    })),
    grid: goods.map((_, i) => ({ left: 44, right: 8, top: i * PANEL + TITLE, height: PANEL - TITLE - 26 })),
    xAxis: goods.map(({ days }, i) => ({
      type: 'category',
      gridIndex: i,
      data: nextDays(days).map(({ day }) => dayLabel(day)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: label,
    })),
    yAxis: goods.map((_, i) => ({
      type: 'value',
      gridIndex: i,
      splitNumber: 2,
      minInterval: 1,
      axisLabel: label,
      splitLine: { lineStyle: { color: colours.line } },
    })),
    series: goods.map(({ days }, i) => rangeBars(nextDays(days), i, colours)),
  }
}

const nextDays = (days: Goods['days']): Goods['days'] => days.slice(0, DAYS_SHOWN)

function rangeBars(days: Goods['days'], panel: number, colours: Palette): CustomSeriesOption {
  const width = Math.min(18, (CHART_WIDTH - 52) / DAYS_SHOWN / 2)
  return {
    type: 'custom',
    xAxisIndex: panel,
    yAxisIndex: panel,
    encode: { x: 0, y: [1, 2, 3] },
    data: days.map(({ low, expected, high }, d) => [d, low, expected, high]),
    renderItem: (_params, api) => {
      const at = (value: number): [number, number] => api.coord([api.value(0), value]) as [number, number]
      const [x, top] = at(api.value(3) as number)
      const [, bottom] = at(api.value(1) as number)
      const [, middle] = at(api.value(2) as number)
      const bar = { x: x - width / 2, y: top, width, height: Math.max(2, bottom - top), r: 4 }
      return {
        type: 'group',
        children: [
          { type: 'rect', shape: bar, style: { fill: colours.leaf, opacity: 0.35 } },
          { type: 'circle', shape: { cx: x, cy: middle, r: 4 }, style: { fill: colours.leaf } },
        ],
      }
    },
  }
}

function altOf(goods: readonly Goods[]): string {
  if (goods.length === 0) return '还没有要备的货'
  return goods
    .map(({ name, unit, days }) => {
      const [next] = days
      return next
        ? `${name}：${dayLabel(next.day)} 备 ${next.low} 到 ${next.high} ${unit}，多半 ${Math.round(next.expected)} ${unit}`
        : name
    })
    .join('；')
}
