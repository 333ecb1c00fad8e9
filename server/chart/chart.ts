import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TitleComponentOption } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'
import { PALETTES, type Palette, type Theme } from './palette'

use([BarChart, CustomChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer])

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TitleComponentOption
>

/** Width charts are drawn for; the picture scales with its place. The narrowest phones give it about this much. */
export const CHART_WIDTH = 344

/** The phone's own face. No name in quotes: ECharts writes it into an attribute as it is, and the picture would not parse. */
const FONTS = 'system-ui,sans-serif'

/** Draws a chart as SVG text, still and without script. `height` in px at `CHART_WIDTH`. */
export function drawChart(theme: Theme, height: number, optionOf: (colours: Palette) => ChartOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height })
  try {
    const colours = PALETTES[theme]
    chart.setOption({
      animation: false,
      backgroundColor: 'transparent',
      textStyle: { fontFamily: FONTS, fontSize: 12, color: colours['ink-2'] },
      ...optionOf(colours),
    })
    return withoutHandles(chart.renderToSVGString({ useViewBox: true }))
  } finally {
    chart.dispose()
  }
}

/** Takes out what only a live chart needs (classes and rules for hovering, hit areas): half of the size. */
const withoutHandles = (svg: string): string =>
  svg
    .replace(/<style[^>]*>[^]*?<\/style>/g, '')
    .replace(
      / (?:class="zr[^"]*"|pointer-events="[^"]*"|baseProfile="full"|xmlns:xlink="[^"]*"|ecmeta_\w+="[^"]*")/g,
      '',
    )
    .replace(/<(\w+)([^<>]*)><\/\1>/g, '<$1$2/>')
    // ECharts counts its charts in ids: the same numbers shall be the same picture
    .replace(/(id="|url\(#)zr\d+-/g, '$1')
    .replace(/\n/g, '')

/** `6/1`: a store day on an axis. */
export const dayLabel = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`
