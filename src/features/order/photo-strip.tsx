import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import { Picture } from '../../ui/picture'
import styles from './form.module.scss'
import { MOST_PHOTOS, type PhotosStore } from './photos.store'

/** Photographs chosen so far, each with how it stands, and a box to add another. */
export const PhotoStrip = observer(({ store }: { store: PhotosStore }) => (
  <View>
    <View className={styles.photos}>
      {store.sent.map(({ key, preview, state }, i) => (
        <View key={key} className={styles.photo}>
          <Picture
            src={preview}
            alt={`第 ${i + 1} 张照片`}
            photo
            className={classNames(styles.photoPicture, state !== 'there' && styles.pending)}
          />
          {state === 'there' ? null : (
            <View
              className={styles.photoState}
              {...(state === 'failed' ? { onClick: () => void store.again(key) } : {})}
              {...access(
                state === 'failed'
                  ? { role: 'button', label: `点一下重传第 ${i + 1} 张照片` }
                  : { role: 'status', label: `第 ${i + 1} 张照片正在上传` },
              )}
            >
              {state === 'failed' ? '点一下重传' : '上传中'}
            </View>
          )}
          <View
            className={styles.remove}
            onClick={() => store.remove(key)}
            {...access({ role: 'button', label: `删掉第 ${i + 1} 张照片` })}
          >
            <View className={styles.cross} />
          </View>
        </View>
      ))}
      {store.room > 0 ? (
        <View
          className={styles.add}
          hoverClass={styles.pressed ?? ''}
          onClick={() => void store.choose()}
          {...access({ role: 'button' })}
        >
          <View className={styles.plus} />
          <View>{store.sent.length === 0 ? '加照片' : `${store.sent.length}/${MOST_PHOTOS}`}</View>
        </View>
      ) : null}
    </View>
    {store.unreadable ? <View className={styles.problem}>有照片打不开，换一张 JPG 或 PNG 试试</View> : null}
    {store.error ? <View className={styles.problem}>{store.error.message}</View> : null}
  </View>
))
