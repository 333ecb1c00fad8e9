import { Text, View } from '@tarojs/components'

/** 核销台 */
export default function CounterPage() {
  return (
    <View>
      <Text>核销台</Text>
    </View>
  )
}
