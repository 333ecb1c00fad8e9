import { Text, View } from '@tarojs/components'

/** 隐私与数据 */
export default function PrivacyPage() {
  return (
    <View>
      <Text>隐私与数据</Text>
    </View>
  )
}
