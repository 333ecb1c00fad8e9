import { Text, View } from '@tarojs/components'

/** 我的卡券 */
export default function WalletPage() {
  return (
    <View>
      <Text>我的卡券</Text>
    </View>
  )
}
