import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { fen, yuan } from '../../domain/money'
import { givenBack, missingUnits } from '../../domain/order/picking'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { isPhoto } from '../../ui/goods-row'
import { Picture } from '../../ui/picture'
import { Tag } from '../../ui/tag'
import type { LineWork } from './line-work'
import styles from './picking-order.module.scss'
import { asOrdered, type Line, type Stop, takenInWords, toTake } from './walk'

export type LineActions = {
  readonly workOn: (lineId: string) => LineWork
  /** Fewer, none, or what the scale says. */
  readonly onOpen: (line: Line, fewer: boolean) => void
  readonly onReplace: (line: Line) => void
  readonly pictureUrl: (name: string) => string
  /** The order is being picked; otherwise it is only looked at. */
  readonly active: boolean
}

/** One line of the walk: where it lies, how much of it, and one tap when it is in the basket. */
export const LineRow = observer(({ stop, ...actions }: LineActions & { stop: Stop }) => {
  const { line, asked, agreed } = stop
  const { pictureUrl, active } = actions
  const work = actions.workOn(line.id)
  const taken = line.pickedQuantity !== null
  const { count, about } = toTake(line)
  return (
    <View className={classNames(styles.line, taken && styles.taken)}>
      <View className={styles.top}>
        <Picture src={pictureUrl(line.picture)} photo={isPhoto(line.picture)} alt="" className={styles.picture} />
        <View className={styles.what}>
          {line.shelf ? <View className={styles.shelf}>{line.shelf}</View> : null}
          <View className={styles.name}>{line.name}</View>
          {line.kind === 'goods' ? null : <Tag tone="leaf">{line.kind === 'gift' ? '赠品' : '替换，顾客已同意'}</Tag>}
        </View>
        <View className={styles.amount}>
          <View className={styles.count}>{count}</View>
          {about ? <View className={styles.about}>{about}</View> : null}
        </View>
      </View>
      {taken ? <Taken line={line} work={work} /> : null}
      {active && !asked && !agreed ? <Acts {...actions} line={line} work={work} taken={taken} /> : null}
      {work.picking.error ? (
        <View className={styles.wrong} {...access({ role: 'alert' })}>
          {work.picking.lost ? '没收到回音，正在再问，不会重复' : work.picking.error.message}
        </View>
      ) : null}
      <Question stop={stop} {...actions} />
    </View>
  )
})

function Taken({ line, work }: { line: Line; work: LineWork }) {
  const picked = { quantity: line.pickedQuantity ?? 0, grams: line.pickedGrams ?? undefined }
  const short = picked.quantity < line.quantity
  return (
    <View className={classNames(styles.result, short && styles.short)}>
      <View className={classNames(styles.mark, short && styles.less)} {...access({ hidden: true })} />
      {takenInWords(line, picked)}
      {work.wish ? <View className={styles.soon}>正在记</View> : null}
    </View>
  )
}

type ActsProps = LineActions & { readonly line: Line; readonly work: LineWork; readonly taken: boolean }

const Acts = observer(({ line, work, taken, onOpen, onReplace }: ActsProps) => {
  const { busy } = work.picking
  if (taken) {
    const may = line.kind === 'goods' && missingUnits(asOrdered(line)) > 0 && givenBack(asOrdered(line)) > 0
    return (
      <View className={styles.acts}>
        <Button
          look="plain"
          size="big"
          disabled={busy}
          onClick={() => onOpen(line, false)}
          label={`改${line.name}拿了多少`}
        >
          改
        </Button>
        {may ? (
          <Button look="soft" size="big" className={styles.main ?? ''} disabled={busy} onClick={() => onReplace(line)}>
            找替换，问顾客
          </Button>
        ) : null}
      </View>
    )
  }
  const weighed = line.soldBy === 'weight'
  return (
    <View className={styles.acts}>
      <Button
        look="soft"
        size="big"
        disabled={busy}
        onClick={() => onOpen(line, true)}
        label={`${line.name}不够或没有`}
      >
        不够
      </Button>
      <Button
        size="big"
        className={styles.main ?? ''}
        busy={busy ? '正在记' : false}
        onClick={() => (weighed ? onOpen(line, false) : void work.pick({ quantity: line.quantity }))}
        label={weighed ? `${line.name}称重` : `${line.name}拿齐了`}
      >
        {weighed ? '称重' : '拿齐了'}
      </Button>
    </View>
  )
})

/** What the resident is being asked about this line, or what they said. */
const Question = observer(({ stop, workOn, active }: LineActions & { stop: Stop }) => {
  const { line, asked, agreed, declined } = stop
  const work = workOn(line.id)
  const { withdrawing } = work
  if (asked) {
    return (
      <View className={styles.question}>
        <View className={styles.said}>
          {`等顾客答复：换成 ${asked.name} ${asked.quantity} ${asked.unit}（${yuan(fen(asked.list))}）`}
          {withdrawing.error ? <View className={styles.wrong}>{withdrawing.error.message}</View> : null}
        </View>
        {active ? (
          <Button
            look="ghost"
            size="big"
            busy={withdrawing.busy ? '正在收回' : false}
            onClick={() => void work.withdraw(asked.id)}
            label={`不问了，收回${asked.name}`}
          >
            收回
          </Button>
        ) : null}
      </View>
    )
  }
  if (agreed)
    return <View className={styles.answered}>{`顾客同意换成 ${agreed.name}，去 ${agreed.shelf || '货架'} 拿`}</View>
  if (declined) return <View className={styles.answered}>{`${declined.name} 不换了，缺的退钱`}</View>
  return null
})
