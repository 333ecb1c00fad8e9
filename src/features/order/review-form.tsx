import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { TextArea } from '../../ui/field'
import { Card } from '../../ui/page-shell'
import styles from './form.module.scss'
import { PhotoStrip } from './photo-strip'
import { REVIEW_WORDS_LIMIT, type ReviewStore, SCORE_WORDS } from './review.store'
import { Stars } from './stars'

type Props = { readonly store: ReviewStore; readonly pictureUrl: (name: string) => string }

/** Stars as large as a thumb, then words and photographs. */
export const ReviewForm = observer(({ store, pictureUrl }: Props) => (
  <View>
    <Card>
      <View className={styles.ask}>这次买得怎么样？</View>
      <View className={styles.stars}>
        <Stars score={store.score} pictureUrl={pictureUrl} onGive={store.give} />
      </View>
      <View className={styles.scoreWords}>{SCORE_WORDS[store.score] || '点一点星星'}</View>
    </Card>
    <View className={styles.gap} />
    <Card>
      <TextArea
        label="想说的话"
        lines="more"
        value={store.words}
        most={REVIEW_WORDS_LIMIT}
        placeholder="菜新不新鲜，备得细不细，邻居们会看到"
        locked={store.sending}
        counted
        onInput={store.write}
      />
      <PhotoStrip store={store.photos} />
    </Card>
    <View className={styles.note}>评价会隐去你的名字，门店看过后给邻居们看。</View>
  </View>
))
