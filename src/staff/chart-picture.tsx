import { Image, View } from '@tarojs/components'
import { access, undescribed } from '../ui/access'
import styles from './chart-picture.module.scss'

type Props = { readonly chart: { readonly svg: string; readonly alt: string } }

/** A chart the server drew. It has its height before it is shown, and its words for who does not see it. */
export function ChartPicture({ chart }: Props) {
  return (
    <View
      className={styles.box}
      style={{ paddingBottom: `${heightOf(chart.svg)}%` }}
      {...access({ role: 'img', label: chart.alt })}
    >
      <Image
        className={styles.picture ?? ''}
        src={`data:image/svg+xml,${encodeURIComponent(chart.svg)}`}
        mode="aspectFit"
        {...undescribed}
      />
    </View>
  )
}

/** Its height as a percentage of its width. */
export function heightOf(svg: string): number {
  const box = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg)
  const [width, height] = [Number(box?.[1]), Number(box?.[2])]
  return width > 0 && height > 0 ? Math.round((height / width) * 1000) / 10 : 64
}
