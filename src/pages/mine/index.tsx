import { Text, View } from '@tarojs/components'

/** 我的 */
export default function MinePage() {
  return (
    <View>
      <Text>我的</Text>
    </View>
  )
}
