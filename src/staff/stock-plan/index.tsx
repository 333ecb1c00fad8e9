import { Text, View } from '@tarojs/components'

/** 备货预估 */
export default function StockPlanPage() {
  return (
    <View>
      <Text>备货预估</Text>
    </View>
  )
}
