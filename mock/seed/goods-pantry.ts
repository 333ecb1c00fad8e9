import { type Kind, packed, piece } from './goods-kinds'

export const grain: readonly Kind[] = [
  packed('五常稻花香米 5 kg', '当年新米，煮粥起油', 'sheaf-of-rice', ['袋', 5000], 59.9, {
    aliases: ['大米', '东北大米'],
  }),
  packed('兴仁薏仁米', '兴仁小白壳，500 克', 'cooked-rice', ['袋', 500], 15.9, { aliases: ['薏米'] }),
  packed('长粒糯米 1 kg', '包粽子、做糍粑', 'rice-ball', ['袋', 1000], 9.9, { aliases: ['糯米', '酒米'] }),
  packed('东北小米', '熬粥有米油，1 kg', 'cooked-rice', ['袋', 1000], 12.9, { aliases: ['黄小米'] }),
  packed('威宁苦荞面', '本地苦荞，500 克', 'steaming-bowl', ['袋', 500], 9.8, { aliases: ['荞麦面', '荞面'] }),
  packed('高筋面粉 2.5 kg', '包子饺子面条都行', 'sheaf-of-rice', ['袋', 2500], 17.9, { aliases: ['面粉', '灰面'] }),
  packed('手工挂面', '日晒，1 kg', 'spaghetti', ['把', 1000], 8.9, { aliases: ['面条'] }),
  packed('遵义羊肉粉（干）', '米粉 4 人份，不带汤料', 'steaming-bowl', ['袋', 800], 13.9, { aliases: ['米粉', '粉'] }),
  packed('红薯粉条', '手工漏粉，久煮不断', 'spaghetti', ['袋', 500], 8.8, { aliases: ['苕粉', '粉条'] }),
  packed('压榨菜籽油 5 L', '小榨，炒辣子香', 'oil-drum', ['桶', 4600], 79.9, {
    aliases: ['菜油', '食用油'],
    perOrder: 3,
  }),
  packed('花生油 1.8 L', '一级压榨', 'amphora', ['桶', 1650], 52.9, { aliases: ['食用油'] }),
  packed('红芸豆', '炖猪脚，1 kg', 'beans', ['袋', 1000], 13.8, { aliases: ['芸豆', '饭豆'] }),
  packed('带壳花生', '新花生，生的', 'peanuts', ['袋', 1000], 12.8, { aliases: ['花生'] }),
]

export const bakery: readonly Kind[] = [
  piece('鲜肉大包', '6 点出笼，皮软馅足', 'dumpling', ['个'], 2.5, { aliases: ['包子', '肉包'] }),
  piece('白糖馒头', '老面发的，4 个', 'bread', ['袋', 400], 4, { aliases: ['馒头'] }),
  piece('糯米糍粑', '现打，裹黄豆面', 'dango', ['份', 300], 6, { aliases: ['糍粑'] }),
  piece('威宁荞酥', '玫瑰馅，一盒 6 块', 'moon-cake', ['盒', 360], 22.8, { aliases: ['荞酥', '点心'] }),
  piece('豆沙酥饼', '刚出炉，4 个', 'cookie', ['袋', 240], 7.9),
  piece('原味吐司', '每天下午 4 点出炉', 'bread', ['袋', 450], 9.9, { aliases: ['面包', '土司'] }),
  piece('奶油小餐包', '8 个，当天卖完', 'croissant', ['袋', 320], 10.9, { aliases: ['面包'] }),
  piece('鸡蛋煎饼', '现摊，加根葱', 'pancakes', ['个'], 5.5),
  piece('葱油饼', '半成品，3 张', 'flatbread', ['袋', 300], 8.9, { aliases: ['手抓饼'] }),
  piece('卤猪耳', '切片拌好，带辣椒面', 'pot-of-food', ['份', 200], 19.8, { aliases: ['猪耳朵', '卤菜'] }),
  piece('卤鸭翅', '微辣，一份 4 只', 'poultry-leg', ['份', 300], 16.8, { aliases: ['卤菜'] }),
  piece('烤鸡', '整只，出炉装袋', 'rooster', ['只', 800], 29.9),
  piece('凉拌折耳根', '糊辣椒味，当天拌', 'green-salad', ['盒', 250], 8.8),
  piece('酸汤猪脚便当', '微波 3 分钟', 'bento-box', ['盒', 500], 18.9, { aliases: ['盒饭'] }),
]

export const frozen: readonly Kind[] = [
  packed('猪肉白菜水饺', '1 kg 约 50 个', 'dumpling', ['袋', 1000], 24.9, { aliases: ['饺子'] }),
  packed('香菇鸡肉馄饨', '皮薄，600 克', 'steaming-bowl', ['袋', 600], 19.9, { aliases: ['抄手', '云吞'] }),
  packed('黑芝麻汤圆', '500 克约 25 个', 'dango', ['袋', 500], 12.9, { aliases: ['元宵'] }),
  packed('速冻粗薯条', '空气炸锅 12 分钟', 'french-fries', ['袋', 1000], 16.9, { aliases: ['薯条'] }),
  packed('手打鱼丸', '潮汕，500 克', 'fish-cake-with-swirl', ['袋', 500], 21.8, { aliases: ['鱼蛋', '丸子'] }),
  packed('撒尿牛肉丸', '爆汁，500 克', 'oden', ['袋', 500], 32.8, { aliases: ['牛肉丸', '丸子'] }),
  packed('青虾仁', '去虾线，500 克', 'fried-shrimp', ['袋', 500], 39.9, { aliases: ['虾仁'] }),
  packed('肥牛卷', '涮锅，400 克', 'cut-of-meat', ['盒', 400], 29.9, { aliases: ['肥牛', '牛肉卷'] }),
  packed('老冰棍', '一袋 8 支', 'ice-cream', ['袋', 560], 12, { aliases: ['雪糕', '冰棒'] }),
  packed('香草冰淇淋', '家庭桶，1 L', 'soft-ice-cream', ['桶', 500], 25.9, { aliases: ['冰激凌'] }),
]

export const seasoning: readonly Kind[] = [
  packed('遵义糟辣椒', '剁椒发酵，420 克', 'jar', ['瓶', 420], 9.9, { aliases: ['剁椒', '辣椒酱'] }),
  packed('贵州糊辣椒面', '柴火糊香，200 克', 'hot-pepper', ['袋', 200], 9.8, { aliases: ['辣椒面', '蘸水'] }),
  packed('风味豆豉油辣椒', '拌面下饭，280 克', 'jar', ['瓶', 280], 10.9, { aliases: ['油辣椒', '豆豉'] }),
  packed('凯里红酸汤', '番茄发酵，煮鱼一袋一锅', 'pot-of-food', ['袋', 500], 12.9, { aliases: ['酸汤', '火锅底料'] }),
  packed('牛油火锅底料', '重庆味，500 克', 'pot-of-food', ['袋', 500], 18.9, { aliases: ['火锅料'] }),
  packed('特级生抽 500 ml', '头道酱油', 'sake', ['瓶', 500], 10.9, { aliases: ['酱油'] }),
  packed('赤水晒醋', '三年陈，500 ml', 'sake', ['瓶', 500], 12.9, { aliases: ['醋', '香醋', '陈醋'] }),
  packed('加碘食盐', '深井盐，400 克', 'salt', ['袋', 400], 2.5, { aliases: ['盐'], perOrder: 10 }),
  packed('古法红糖', '手熬，500 克', 'candy', ['袋', 500], 13.9, { aliases: ['黑糖'] }),
  packed('绵白糖 1 kg', '做菜做点心', 'salt', ['袋', 1000], 9.5, { aliases: ['白糖', '砂糖'] }),
  packed('土蜂蜜', '赫章百花蜜，500 克', 'honey-pot', ['瓶', 500], 58, { aliases: ['蜂蜜', '蜜糖'] }),
  packed('花椒', '金沙花椒，50 克', 'herb', ['袋', 50], 9.9, { aliases: ['麻椒'] }),
  packed('料酒 500 ml', '去腥', 'bottle-with-popping-cork', ['瓶', 500], 7.9, { aliases: ['黄酒'] }),
]

export const snacks: readonly Kind[] = [
  packed('洋芋片', '威宁土豆，麻辣味', 'french-fries', ['袋', 104], 6.9, { aliases: ['薯片', '土豆片'] }),
  packed('波波糖', '镇宁，酥到掉渣', 'candy', ['盒', 300], 19.9, { aliases: ['贵州特产'] }),
  packed('牛肉干', '威宁黄牛，五香', 'meat-on-bone', ['袋', 200], 39.9, { aliases: ['牛肉干巴'] }),
  packed('每日坚果 7 袋', '一天一小袋', 'chestnut', ['盒', 175], 29.9, { aliases: ['混合坚果'] }),
  piece('糖炒板栗', '下午现炒', 'chestnut', ['份', 500], 14.9, { aliases: ['栗子'] }),
  packed('葵花籽', '原味，500 克', 'peanuts', ['袋', 500], 12.9, { aliases: ['瓜子'] }),
  packed('苏打饼干', '咸口，400 克', 'cookie', ['袋', 400], 9.9, { aliases: ['饼干'] }),
  packed('牛奶巧克力', '一排 8 格', 'chocolate-bar', ['块', 80], 8.9),
  packed('爆米花', '焦糖，大桶', 'popcorn', ['桶', 150], 12.8),
  packed('雪花仙贝', '大米做的', 'rice-cracker', ['袋', 258], 11.9, { aliases: ['米饼', '雪饼', '仙贝'] }),
  packed('山楂片', '酸甜，开胃', 'lollipop', ['袋', 200], 7.9),
  piece('烤红薯', '门口现烤，一个约 7 两', 'roasted-sweet-potato', ['个', 350], 6.5, {
    aliases: ['地瓜', '红苕'],
  }),
]

export const drinks: readonly Kind[] = [
  packed('矿泉水 12 瓶', '550 ml，一提', 'potable-water', ['提', 6600], 18.9, { aliases: ['水', '纯净水'] }),
  packed('刺梨原汁', '龙里刺梨，维 C，6 支', 'beverage-box', ['盒', 180], 36, { aliases: ['刺梨汁'] }),
  packed('可乐 2 L', '冰镇在冷柜', 'cup-with-straw', ['瓶', 2000], 7.5, { aliases: ['汽水', '碳酸饮料'] }),
  packed('椰子水 1 L', '不加糖', 'coconut', ['瓶', 1000], 15.9, { aliases: ['椰汁'] }),
  packed('橙汁 900 ml', '100% 果汁', 'tropical-drink', ['瓶', 900], 12.9, { aliases: ['果汁'] }),
  packed('AD 钙奶', '220 ml × 4', 'beverage-box', ['排', 880], 10.9, { aliases: ['儿童奶'] }),
  packed('黄豆奶 1 L', '不甜', 'beverage-box', ['盒', 1000], 11.9, { aliases: ['豆奶', '豆浆'] }),
  packed('都匀毛尖', '明前，100 克', 'teapot', ['罐', 100], 88, { aliases: ['绿茶', '茶叶'] }),
  packed('苦荞茶', '威宁苦荞，250 克', 'teacup-without-handle', ['袋', 250], 18.9, { aliases: ['荞茶'] }),
  packed('精酿啤酒 6 罐', '500 ml，冰镇', 'beer-mug', ['提', 3000], 36, { aliases: ['啤酒'] }),
  packed('米酒', '甜酒酿，450 克', 'sake', ['瓶', 450], 8.9, { aliases: ['醪糟', '甜酒'] }),
]
