import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import styles from './counter.module.scss'
import { TILL_LIMIT, tillName, TILLS } from './till'

type Props = { readonly chosen: string | null; readonly onChoose: (till: string) => void }

/** Which till this phone stands at: six to tap, or a name of one's own. */
export function TillChoice({ chosen, onChoose }: Props) {
  const [own, setOwn] = useState('')
  const name = tillName(own)
  return (
    <View>
      <View className={styles.tills}>
        {TILLS.map((till) => (
          <View key={till} className={styles.choice}>
            <View
              className={classNames(styles.cap, till === chosen && styles.chosen)}
              hoverClass={styles.down ?? 'none'}
              onClick={() => onChoose(till)}
              {...access({ role: 'button', label: till })}
            >
              {till}
            </View>
          </View>
        ))}
      </View>
      <View className={styles.own}>
        <View className={styles.field}>
          <Input
            className={styles.input ?? ''}
            value={own}
            maxlength={TILL_LIMIT}
            placeholder="如 生鲜台"
            placeholderClass={styles.placeholder ?? ''}
            onInput={({ detail }) => setOwn(detail.value)}
            {...access({ label: '台号的名字' })}
          />
        </View>
        <Button
          className={styles.glove ?? ''}
          look="soft"
          disabled={name === null}
          onClick={() => {
            if (name !== null) onChoose(name)
          }}
        >
          用这个
        </Button>
      </View>
    </View>
  )
}
