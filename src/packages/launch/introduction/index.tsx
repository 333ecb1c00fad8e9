import { Text, View } from '@tarojs/components'

/** 项目介绍 */
export default function IntroductionPage() {
  return (
    <View>
      <Text>项目介绍</Text>
    </View>
  )
}
