import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { CheckoutAnswer } from '../../contract/checkout'
import { type Instant, storeDay } from '../../domain/time'
import { access } from '../../ui/access'
import { Chips } from '../../ui/choices'
import { classNames } from '../../ui/class-names'
import { clockTime, nearMoment } from '../../ui/moment'
import { Sheet } from '../../ui/sheet'
import { Empty } from '../../ui/states'
import styles from './checkout.module.scss'
import { placesLeft } from './checkout-words'

type Slot = CheckoutAnswer['slots'][number]

type Props = {
  readonly open: boolean
  readonly title: string
  readonly slots: readonly Slot[]
  readonly chosen: number | null
  readonly now: Instant
  readonly onChoose: (opensAt: number) => void
  readonly onClose: () => void
}

/** The slots by day; what is full is there and says so, so that nobody looks for it. */
export const SlotSheet = observer(({ open, title, slots, chosen, now, onChoose, onClose }: Props) => {
  const days = [...new Set(slots.map(({ opensAt }) => storeDay(opensAt as Instant)))]
  const [picked, setPicked] = useState<string | null>(null)
  const ofChosen = slots.find(({ opensAt }) => opensAt === chosen)
  const day = days.find((one) => one === picked) ?? (ofChosen ? storeDay(ofChosen.opensAt as Instant) : days[0])
  const dayWords = (one: string): string => {
    const first = slots.find(({ opensAt }) => storeDay(opensAt as Instant) === one)
    return first ? (nearMoment(first.opensAt as Instant, now).split(' ')[0] ?? '') : ''
  }
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      {days.length > 1 ? (
        <Chips
          label="哪一天"
          choices={days.map((one) => ({ value: one as string, words: dayWords(one) }))}
          chosen={(day ?? '') as string}
          onChoose={setPicked}
        />
      ) : null}
      {slots.length === 0 ? <Empty title="这两天的时段都约满了" words="过一会儿再来看看，或换个方式取货" /> : null}
      <View className={styles.slots}>
        {slots
          .filter(({ opensAt }) => storeDay(opensAt as Instant) === day)
          .map((slot) => (
            <SlotButton
              key={slot.opensAt}
              slot={slot}
              on={slot.opensAt === chosen}
              onChoose={() => onChoose(slot.opensAt)}
            />
          ))}
      </View>
    </Sheet>
  )
})

function SlotButton({ slot, on, onChoose }: { slot: Slot; on: boolean; onChoose: () => void }) {
  const full = slot.left === 0
  const ends = clockTime(slot.closesAt as Instant)
  const words = `${clockTime(slot.opensAt as Instant)}–${ends === '0:00' ? '24:00' : ends}`
  const left = placesLeft(slot.left)
  return (
    <View
      className={classNames(styles.slot, on && styles.taken, full && styles.full)}
      onClick={full ? undefined : onChoose}
      {...(full ? {} : { hoverClass: styles.pressed ?? '' })}
      {...access({ role: 'button', label: [words, left, on && '已选'].filter(Boolean).join(' '), disabled: full })}
    >
      <View className={styles.slotHours}>{words}</View>
      {left ? <View className={styles.slotLeft}>{left}</View> : null}
    </View>
  )
}
