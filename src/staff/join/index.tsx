import { Text, View } from '@tarojs/components'

/** 加入团队 */
export default function JoinPage() {
  return (
    <View>
      <Text>加入团队</Text>
    </View>
  )
}
