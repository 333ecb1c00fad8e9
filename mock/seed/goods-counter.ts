import { type Kind, packed, piece, weighed } from './goods-kinds'

export const meat: readonly Kind[] = [
  weighed('黑毛猪五花肉', '当天早上分割，三肥七瘦', 'bacon', ['份', 500], 16.8, {
    aliases: ['五花肉', '三线肉', '猪肉'],
  }),
  weighed('猪里脊', '嫩，炒丝炸片', 'cut-of-meat', ['份', 400], 15.8, { aliases: ['里脊肉', '猪肉'] }),
  weighed('猪前排', '炖萝卜、炖玉米', 'meat-on-bone', ['份', 700], 21.8, { aliases: ['排骨', '肋排', '猪肉'] }),
  weighed('猪筒骨', '帮你敲开', 'meat-on-bone', ['根', 900], 9.8, { aliases: ['筒子骨', '棒骨'] }),
  weighed('猪蹄', '拔净毛，可代砍', 'pig-face', ['只', 800], 18.8, { aliases: ['猪脚', '猪手'] }),
  weighed('现绞肉馅', '前腿肉，肥三瘦七', 'cut-of-meat', ['份', 500], 15.8, { aliases: ['肉末', '肉馅', '猪肉'] }),
  weighed('威宁火腿', '腌足一年，蒸着吃', 'cut-of-meat', ['块', 400], 45, { aliases: ['火腿'] }),
  weighed('农家腊肉', '柏枝熏，肥瘦相间', 'bacon', ['块', 500], 32.8, { aliases: ['腊肉', '老腊肉'] }),
  weighed('威宁黄牛腩', '高山黄牛，炖一个半小时', 'cut-of-meat', ['份', 500], 43.8, { aliases: ['牛腩', '牛肉'] }),
  weighed('黄牛后腿', '纹理直，切丝切片', 'cow-face', ['份', 500], 45.8, { aliases: ['牛肉', '牛后腿'] }),
  weighed('威宁黑山羊肉', '带皮，草海边散放', 'goat', ['份', 500], 42.8, { aliases: ['羊肉'] }),
  weighed('三黄鸡', '一只约 2 斤半，可代砍', 'rooster', ['只', 1250], 13.8, { aliases: ['土鸡', '鸡肉'] }),
  weighed('鸡全腿', '琵琶腿连大腿', 'poultry-leg', ['份', 500], 8.9, { aliases: ['鸡腿', '鸡肉'] }),
  weighed('鸡翅中', '一斤十来个', 'poultry-leg', ['份', 500], 22.8, { aliases: ['鸡中翅', '鸡翅', '鸡肉'] }),
  weighed('水盆鸭', '一只约 3 斤，炖酸萝卜', 'duck', ['只', 1500], 12.8, { aliases: ['鸭子', '鸭肉'] }),
]

export const aquatic: readonly Kind[] = [
  weighed('鲜活基围虾', '养殖池现捞，周二、周五到货', 'shrimp', ['份', 500], 45, {
    aliases: ['虾', '活虾'],
    perOrder: 4,
  }),
  weighed('草海鲫鱼', '活鱼，可代杀', 'fish', ['条', 350], 12.8, { aliases: ['鲫鱼'] }),
  weighed('草鱼', '活鱼，一条约 3 斤', 'fish', ['条', 1500], 9.8, { aliases: ['鲩鱼'] }),
  weighed('鲈鱼', '活鱼，清蒸最好，约 1 斤 2 两', 'fish', ['条', 600], 26.8, { aliases: ['海鲈鱼'] }),
  weighed('江团', '少刺，煮酸汤', 'fish', ['条', 1000], 23.8, { aliases: ['鮰鱼', '酸汤鱼'] }),
  weighed('冰鲜带鱼段', '中段，去头去尾', 'tropical-fish', ['份', 500], 24.8, { aliases: ['带鱼'] }),
  weighed('鲜鱿鱼', '整只，可代切花', 'squid', ['只', 400], 22.8, { aliases: ['鱿鱼'] }),
  weighed('花蛤', '已吐沙，辣炒', 'spiral-shell', ['份', 500], 9.9, { aliases: ['蛤蜊', '花甲'] }),
  piece('大闸蟹', '公蟹 4 两，绑好', 'crab', ['只', 200], 35.8, { aliases: ['螃蟹'] }),
  piece('乳山生蚝', '一打 12 只，可代开', 'oyster', ['打'], 59.9, { aliases: ['牡蛎', '蚝'] }),
]

export const dairy: readonly Kind[] = [
  packed('草海土鸡蛋 10 枚', '林下散养，喷着下蛋的日子', 'egg', ['盒', 500], 16.8, {
    aliases: ['土鸡蛋', '鸡蛋'],
    perOrder: 5,
  }),
  packed('草海土鸡蛋 6 枚', '小家庭装', 'nest-with-eggs', ['盒', 300], 10.8, { aliases: ['土鸡蛋', '鸡蛋'] }),
  packed('鲜鸡蛋 30 枚', '一板 3 斤多，常买装', 'egg', ['板', 1600], 23.9, { aliases: ['鸡蛋'], perPersonDay: 2 }),
  packed('松花皮蛋 6 枚', '无铅，溏心', 'egg', ['盒', 360], 11.9, { aliases: ['皮蛋'] }),
  packed('咸鸭蛋 6 枚', '出油，配粥', 'egg', ['袋', 390], 12.8, { aliases: ['盐蛋'] }),
  packed('本地牧场鲜奶', '72 小时短保，早上挤的', 'glass-of-milk', ['瓶', 950], 14.9, {
    aliases: ['鲜牛奶', '牛奶'],
    perOrder: 6,
  }),
  packed('纯牛奶 12 盒', '常温，早餐一箱', 'beverage-box', ['箱', 3000], 45.9, { aliases: ['牛奶'] }),
  packed('老酸奶', '凝固型，一排 4 杯', 'custard', ['排', 480], 12.8, { aliases: ['酸奶'] }),
  packed('奶酪棒', '孩子的零食，10 支', 'cheese-wedge', ['袋', 200], 19.9, { aliases: ['芝士'] }),
  packed('动物黄油', '烘焙用，227 克', 'butter', ['块', 227], 24.9, { aliases: ['牛油'] }),
]

export const tofu: readonly Kind[] = [
  piece('石磨老豆腐', '店里豆腐坊 6 点出', 'cheese-wedge', ['块', 500], 3.5, { aliases: ['豆腐'] }),
  piece('嫩豆腐', '早上点卤，当天吃完', 'custard', ['盒', 400], 3, { aliases: ['内酯豆腐', '豆腐'] }),
  piece('大方豆干', '毕节大方，手撕豆干', 'bread', ['袋', 300], 9.9, { aliases: ['豆腐干', '手撕豆干'] }),
  piece('臭豆腐', '大方做法，烤着吃', 'cheese-wedge', ['份', 400], 8.8),
  piece('油豆腐', '空心，吸汤', 'fried-shrimp', ['份', 250], 5.9, { aliases: ['豆泡'] }),
  piece('千张', '薄，切丝凉拌', 'flatbread', ['份', 300], 5.5, { aliases: ['豆腐皮', '百叶'] }),
  piece('现磨豆浆', '第一锅 6 点出，不加糖', 'cup-with-straw', ['瓶', 500], 3.5, { aliases: ['豆奶'] }),
  piece('米豆腐', '凉拌，配糟辣椒', 'custard', ['份', 500], 4.5),
  piece('黄豆芽', '不用药水，现发', 'seedling', ['份', 400], 2.2, { aliases: ['豆芽'] }),
]
