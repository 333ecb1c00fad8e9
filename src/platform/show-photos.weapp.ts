import Taro from '@tarojs/taro'

/** WeChat's own viewer: large, to be enlarged further, one after the other. */
export const showPhotos = (urls: readonly string[], first: string): void =>
  void Taro.previewImage({ urls: [...urls], current: first }).catch(() => undefined)
