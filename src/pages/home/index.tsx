import { Text, View } from '@tarojs/components'

/** 鲜生 */
export default function HomePage() {
  return (
    <View>
      <Text>鲜生</Text>
    </View>
  )
}
