import { Text, View } from '@tarojs/components'

/** 消息 */
export default function InboxPage() {
  return (
    <View>
      <Text>消息</Text>
    </View>
  )
}
