import { Text, View } from '@tarojs/components'

/** 卡券详情 */
export default function CouponDetailPage() {
  return (
    <View>
      <Text>卡券详情</Text>
    </View>
  )
}
