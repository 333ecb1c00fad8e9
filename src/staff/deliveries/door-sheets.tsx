import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Picture } from '../../ui/picture'
import { Sheet } from '../../ui/sheet'
import { ReasonSheet } from '../counter/reason-sheet'
import styles from './deliveries.module.scss'
import type { RunStore, Stop } from './run.store'

type Props = {
  readonly store: RunStore
  /** `null`: the sheet is away. */
  readonly stop: Stop | null
  readonly onClose: () => void
}

const NOTE_LIMIT = 60
const NOTES = ['交到本人手里', '放门口了', '放物业了'] as const

/** 已送达: to whom or where, and a photograph when nobody took it. */
export const DeliverSheet = observer(({ store, stop, onClose }: Props) => {
  const [note, setNote] = useState('')
  const id = stop?.id
  useEffect(() => setNote(''), [id])
  const proof = id ? store.proofOf(id) : null
  const done = (): void => {
    if (!stop) return
    void store.deliver(stop, note)
    onClose()
  }
  return (
    <Sheet
      open={stop !== null}
      title={stop?.address ?? ''}
      onClose={onClose}
      footer={
        <Button size="big" wide className={styles.main ?? ''} onClick={done}>
          已送达
        </Button>
      }
    >
      {stop ? (
        <View>
          <View className={styles.notes}>
            {NOTES.map((words) => (
              <View key={words} className={styles.note}>
                <Button look={note === words ? 'primary' : 'soft'} size="big" onClick={() => setNote(words)}>
                  {words}
                </Button>
              </View>
            ))}
          </View>
          <Field label="或写一句" value={note} most={NOTE_LIMIT} placeholder="比如 交给门卫张师傅" onInput={setNote} />
          {proof ? (
            <View className={styles.proof}>
              <Picture src={proof.preview} alt="门口的照片" photo className={styles.photo} />
              <View className={styles.told} {...access({ role: 'status' })}>
                {PROOF_WORDS[proof.state]}
                {proof.words && proof.state === 'refused' ? `：${proof.words}` : ''}
              </View>
              <Button look="plain" size="big" onClick={() => store.forgetPhoto(stop.id)} label="不要这张照片">
                不要
              </Button>
            </View>
          ) : (
            <Button look="ghost" size="big" wide onClick={() => void store.photograph(stop.id)}>
              拍张照（可以不拍）
            </Button>
          )}
          {store.unreadable ? <View className={styles.wrong}>这张照片打不开，换一张试试</View> : null}
        </View>
      ) : null}
    </Sheet>
  )
})

const PROOF_WORDS = {
  sending: '照片正在传，不用等',
  there: '照片传好了',
  failed: '照片还没传上，先点已送达也不会丢',
  refused: '这张照片用不了',
} as const

const LEAST = 2
const REASONS = ['没人在家', '电话打不通', '地址不对', '顾客不要了'] as const

/** 没送到: it goes back to the store, with the reason. */
export const BackSheet = observer(({ store, stop, onClose }: Props) => {
  const [reason, setReason] = useState('')
  const id = stop?.id
  useEffect(() => setReason(''), [id])
  return (
    <ReasonSheet
      open={stop !== null}
      title="没送到，带回店里"
      confirm="带回店里"
      confirming="正在记下"
      busy={false}
      may={reason.trim().length >= LEAST}
      reasons={REASONS}
      reason={reason}
      ask="或写下原因，顾客会看到"
      label="没送到的原因"
      error={null}
      onWrite={(words) => setReason(words.slice(0, NOTE_LIMIT))}
      onConfirm={() => {
        if (stop) void store.bringBack(stop, reason)
        onClose()
      }}
      onClose={onClose}
    >
      <View>{stop?.address}</View>
    </ReasonSheet>
  )
})
