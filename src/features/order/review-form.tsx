import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { access } from '../../ui/access'
import { classNames } from '../../ui/class-names'
import { TextArea } from '../../ui/field'
import { Card } from '../../ui/page-shell'
import styles from './form.module.scss'
import { PhotoStrip } from './photo-strip'
import { REVIEW_WORDS_LIMIT, type ReviewStore, SCORE_WORDS } from './review.store'

const STARS = [1, 2, 3, 4, 5] as const

/** Stars as large as a thumb, then words and photographs. */
export const ReviewForm = observer(({ store }: { store: ReviewStore }) => (
  <View>
    <Card>
      <View className={styles.ask}>这次买得怎么样？</View>
      <View className={styles.stars}>
        {STARS.map((score) => (
          <View
            key={score}
            className={classNames(styles.star, score <= store.score && styles.lit)}
            onClick={() => store.give(score)}
            {...access({
              role: 'button',
              label: `${score} 星，${SCORE_WORDS[score]}${score === store.score ? '，已选' : ''}`,
            })}
          >
            ★
          </View>
        ))}
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
