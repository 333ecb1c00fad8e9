import { Image, View } from '@tarojs/components'
import { useMemo } from 'react'
import { access, undescribed } from './access'
import styles from './qr-code.module.scss'
import { qrDataUri } from './qr-data-uri'

/** `label` says what the code is for; the code itself cannot be read aloud. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const source = useMemo(() => qrDataUri(text), [text])
  return (
    <View className={styles.frame} {...access({ role: 'img', label })}>
      <Image className={styles.code ?? ''} src={source} mode="aspectFit" {...undescribed} />
    </View>
  )
}
