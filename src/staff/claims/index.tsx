import { Text, View } from '@tarojs/components'

/** 领券分析 */
export default function ClaimsPage() {
  return (
    <View>
      <Text>领券分析</Text>
    </View>
  )
}
