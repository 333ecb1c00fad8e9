import { Image, View } from '@tarojs/components'
import { access, undescribed } from '../ui/access'
import styles from './chart-picture.module.scss'
import { heightOf } from './chart-shape'

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
