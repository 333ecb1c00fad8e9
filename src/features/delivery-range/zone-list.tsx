import { View } from '@tarojs/components'
import type { ZonesAnswer } from '../../contract/delivery'
import { access } from '../../ui/access'
import { Card, Section } from '../../ui/page-shell'
import { feeWords, minimumWords } from './answer-words'
import styles from './delivery-range.module.scss'

/** The same as the map, for those who do not read maps. */
export function ZoneList({ areas }: { areas: readonly ZonesAnswer[] }) {
  return (
    <View>
      {areas
        .filter(({ zones }) => zones.length > 0)
        .map(({ store, zones }) => (
          <Section key={store.id} title={`${store.name}送到这些地方`}>
            <Card>
              <View {...access({ role: 'list' })}>
                {[...zones]
                  .sort((a, b) => a.fee - b.fee)
                  .map((zone) => (
                    <View key={zone.id} className={styles.zone} {...access({ role: 'listitem' })}>
                      <View className={styles.zoneName}>{zone.name}</View>
                      <View className={styles.terms}>
                        <View>{`配送费 ${feeWords(zone)}`}</View>
                        <View>{`起送 ${minimumWords(zone.minimum)}`}</View>
                      </View>
                    </View>
                  ))}
              </View>
            </Card>
          </Section>
        ))}
    </View>
  )
}
