import { View } from '@tarojs/components'
import type { StoreAnswer } from '../../contract/launch'
import { Card, Section } from '../../ui/page-shell'
import { Picture } from '../../ui/picture'
import { FactList } from '../../ui/rows'
import styles from './story.module.scss'

type Props = { readonly answer: StoreAnswer; readonly pictureUrl: (name: string) => string }

const hour = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** 项目介绍: the store's story, what it promises, where the goods come from, when it is open. */
export function Story({ answer: { store, story, promises, sourcing }, pictureUrl }: Props) {
  return (
    <View>
      <View className={styles.headline}>{story.headline}</View>
      {story.paragraphs.map((paragraph) => (
        <View key={paragraph} className={styles.paragraph}>
          {paragraph}
        </View>
      ))}
      <Section title="我们答应你的">
        <Card>
          {promises.map((one) => (
            <Passage key={one.title} passage={one} pictureUrl={pictureUrl} />
          ))}
        </Card>
      </Section>
      <Section title="菜从哪里来">
        <Card>
          {sourcing.map((one) => (
            <Passage key={one.title} passage={one} pictureUrl={pictureUrl} />
          ))}
        </Card>
      </Section>
      <Section title="店在哪里">
        <Card>
          <FactList
            facts={[
              { name: '门店', value: store.name },
              { name: '地址', value: store.address },
              { name: '营业', value: `每天 ${hour(store.hours.opensMinute)}–${hour(store.hours.closesMinute)}` },
              { name: '电话', value: store.phone },
            ]}
          />
        </Card>
      </Section>
    </View>
  )
}

function Passage({
  passage,
  pictureUrl,
}: {
  passage: StoreAnswer['promises'][number]
  pictureUrl: (name: string) => string
}) {
  return (
    <View className={styles.passage}>
      <Picture src={pictureUrl(passage.picture)} alt="" />
      <View className={styles.words}>
        <View className={styles.title}>{passage.title}</View>
        <View className={styles.text}>{passage.text}</View>
      </View>
    </View>
  )
}
