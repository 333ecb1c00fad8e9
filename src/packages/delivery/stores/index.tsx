import { Text, View } from '@tarojs/components'

/** 附近门店 */
export default function StoresPage() {
  return (
    <View>
      <Text>附近门店</Text>
    </View>
  )
}
