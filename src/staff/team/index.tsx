import { Text, View } from '@tarojs/components'

/** 团队 */
export default function TeamPage() {
  return (
    <View>
      <Text>团队</Text>
    </View>
  )
}
