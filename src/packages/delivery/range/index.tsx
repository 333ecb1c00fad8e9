import { Text, View } from '@tarojs/components'

/** 能送到家吗 */
export default function DeliveryRangePage() {
  return (
    <View>
      <Text>能送到家吗</Text>
    </View>
  )
}
