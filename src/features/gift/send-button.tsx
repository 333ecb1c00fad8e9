import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { copyText } from '../../platform/feedback'
import { access } from '../../ui/access'
import { Button } from '../../ui/button'
import styles from './gift.module.scss'

type Props = {
  /** The address to copy where there is no chat; `null` in WeChat, where the page's share hook makes the card. */
  readonly link: string | null
  readonly words?: string
  readonly look?: 'primary' | 'ghost' | 'soft'
}

/** 发给邻居: a card in WeChat, an address elsewhere. */
export function SendButton({ link, words = '发给邻居', look = 'primary' }: Props) {
  const [copied, setCopied] = useState<boolean | null>(null)
  if (link === null) {
    return (
      <Button size="big" wide look={look} openType="share">
        {words}
      </Button>
    )
  }
  const copy = async (): Promise<void> => {
    setCopied(null)
    setCopied(await copyText(link))
  }
  return (
    <View>
      <Button size="big" wide look={look} onClick={() => void copy()}>
        {copied ? '已复制，去发给邻居吧' : '复制链接发给邻居'}
      </Button>
      {copied === false ? (
        <View className={styles.byHand}>
          <View className={styles.below}>这里不能自动复制，请长按下面的链接</View>
          <Input className={styles.link ?? ''} value={link} {...access({ label: '赠礼链接' })} />
        </View>
      ) : null}
    </View>
  )
}
