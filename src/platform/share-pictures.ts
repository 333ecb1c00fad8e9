/** Our own card pictures, 5:4 for chats and 1:1 for Moments: without one WeChat cuts a picture out of the page. */
export const sharePictures = {
  home: { chat: '/assets/share/home.jpg', moments: '/assets/share/home-square.jpg' },
  benefits: { chat: '/assets/share/benefits.jpg', moments: '/assets/share/benefits-square.jpg' },
  range: { chat: '/assets/share/range.jpg', moments: '/assets/share/range-square.jpg' },
  gift: { chat: '/assets/share/gift.jpg' },
} as const
