import { Image, View } from '@tarojs/components'
import { useState } from 'react'
import { access, undescribed } from './access'
import { classNames } from './class-names'
import styles from './picture.module.scss'

type Props = {
  readonly src: string
  /** What is to be seen; empty when the words beside it already say it. */
  readonly alt: string
  /** The box: a square thumbnail, a goods shelf, a wide banner. It has its size before the picture comes. */
  readonly shape?: 'thumb' | 'shelf' | 'banner' | 'round' | 'bare'
  /** A photograph fills its box; a drawing (the default) stands on the soft ground. */
  readonly photo?: boolean
  readonly className?: string
}

/** A picture in a box of fixed size: nothing moves while it loads, and a missing one leaves the soft ground. */
export function Picture({ src, alt, shape = 'thumb', photo, className }: Props) {
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading')
  return (
    <View
      className={classNames(styles.box, styles[shape], className)}
      {...(alt ? access({ role: 'img', label: alt }) : access({ hidden: true }))}
    >
      {state === 'missing' ? null : (
        <Image
          className={classNames(styles.image, photo && styles.photo, state === 'shown' && styles.shown)}
          src={src}
          mode={photo ? 'aspectFill' : 'aspectFit'}
          lazyLoad={shape !== 'bare'}
          {...undescribed}
          onLoad={() => setState('shown')}
          onError={() => setState('missing')}
        />
      )}
    </View>
  )
}
