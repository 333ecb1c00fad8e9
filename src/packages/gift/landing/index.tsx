import { Text, View } from '@tarojs/components'

/** 邻居送你一张券 */
export default function GiftLandingPage() {
  return (
    <View>
      <Text>邻居送你一张券</Text>
    </View>
  )
}
