import type { ClaimsAnswer } from '../../src/contract/staff'
import { type ChartOption, dayLabel, drawChart } from '../chart/chart'
import type { Palette, Theme } from '../chart/palette'

type Days = ClaimsAnswer['days']

/** Claims per day as bars, received and used as lines over them (told apart by dash and mark, not only by colour). */
export function claimsChart(days: Days, theme: Theme): ClaimsAnswer['chart'] {
  return { svg: drawChart(theme, 220, (colours) => optionOf(days, colours)), alt: altOf(days) }
}

function optionOf(days: Days, colours: Palette): ChartOption {
  const few = days.length <= 16
  return {
    legend: { top: 0, left: 0, itemWidth: 16, itemHeight: 8, textStyle: { color: colours['ink-2'], fontSize: 12 } },
    grid: { left: 4, right: 8, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: days.map(({ day }) => dayLabel(day)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours['ink-2'], fontSize: 12, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: colours['ink-2'], fontSize: 12 },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      {
        type: 'bar',
        name: '领取',
        data: days.map(({ claimed }) => claimed),
        // pale enough for the lines to be seen on it
        itemStyle: { color: colours.leaf, opacity: 0.45, borderRadius: few ? [3, 3, 0, 0] : 0 },
        barCategoryGap: few ? '35%' : '20%',
        barMaxWidth: 28,
      },
      {
        type: 'line',
        name: '转赠收下',
        data: days.map(({ received }) => received),
        showSymbol: few,
        symbol: 'rect',
        symbolSize: 5,
        itemStyle: { color: colours.sun },
        lineStyle: { color: colours.sun, width: 2, type: 'dashed' },
      },
      {
        type: 'line',
        name: '核销',
        data: days.map(({ used }) => used),
        showSymbol: few,
        symbol: 'circle',
        symbolSize: 5,
        itemStyle: { color: colours.tomato },
        lineStyle: { color: colours.tomato, width: 2 },
      },
    ],
  }
}

function altOf(days: Days): string {
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last) return '没有数据'
  const sum = (of: (day: Days[number]) => number) => days.reduce((total, day) => total + of(day), 0)
  const claimed = sum((day) => day.claimed)
  const period = `${dayLabel(first.day)} 到 ${dayLabel(last.day)}`
  if (claimed === 0) return `${period}，还没有人领券`
  const best = days.reduce((most, day) => (day.claimed > most.claimed ? day : most), first)
  return (
    `${period}，领取 ${claimed} 张，转赠收下 ${sum((day) => day.received)} 张，核销 ${sum((day) => day.used)} 张；` +
    `${dayLabel(best.day)} 领取最多，${best.claimed} 张`
  )
}
