import { Text, View } from '@tarojs/components'

/** 出示券码 */
export default function CouponCodePage() {
  return (
    <View>
      <Text>出示券码</Text>
    </View>
  )
}
