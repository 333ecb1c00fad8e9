import { Text, View } from '@tarojs/components'

/** 开业福利 */
export default function BenefitsPage() {
  return (
    <View>
      <Text>开业福利</Text>
    </View>
  )
}
