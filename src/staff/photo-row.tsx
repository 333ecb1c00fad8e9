import { View } from '@tarojs/components'
import { showPhotos } from '../platform/show-photos'
import { access } from '../ui/access'
import { Picture } from '../ui/picture'
import styles from './photo-row.module.scss'

/** Photographs of a customer; a tap shows one large. */
export function PhotoRow({ photos, of }: { readonly photos: readonly string[]; readonly of: string }) {
  if (photos.length === 0) return null
  return (
    <View className={styles.row}>
      {photos.map((url, i) => (
        <View
          key={url}
          className={styles.one}
          onClick={() => showPhotos(photos, url)}
          {...access({ role: 'button', label: `${of}的第 ${i + 1} 张照片，看大图` })}
        >
          <Picture src={url} alt="" photo className={styles.photo} />
        </View>
      ))}
    </View>
  )
}
