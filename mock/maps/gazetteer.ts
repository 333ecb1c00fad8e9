import { gcj02, type Gcj02 } from '../../src/domain/geo'

/** A point place: an estate, a building, a square. `street` is what its address says. */
export type Place = {
  readonly name: string
  /** Other spellings that people write. */
  readonly also: readonly string[]
  readonly kind: 'estate' | 'poi' | 'square'
  readonly town: string
  readonly street: string
  readonly at: Gcj02
}

/** A road with house numbers from one end (number 1) to the other. */
export type Road = {
  readonly name: string
  readonly town: string
  readonly from: Gcj02
  readonly to: Gcj02
  readonly numbers: number
}

/** A subdistrict or town: where an address ends that says no more. */
export type Town = { readonly name: string; readonly at: Gcj02 }

const place = (
  kind: Place['kind'],
  name: string,
  town: string,
  street: string,
  lat: number,
  lng: number,
  also: string[] = [],
): Place => ({ kind, name, also, town, street, at: gcj02(lat, lng) })

const road = (
  name: string,
  town: string,
  from: readonly [number, number],
  to: readonly [number, number],
  numbers: number,
): Road => ({ name, town, numbers, from: gcj02(...from), to: gcj02(...to) })

/** Where an address lies that names only the county. */
export const COUNTY = { name: '威宁彝族回族苗族自治县', adcode: '520526', at: gcj02(26.8566, 104.2786) }
/** The district of the city, the one neighbour that has a store too. */
const CITY_DISTRICT = { name: '七星关区', adcode: '520502' }
export const districtOf = (town: string) => (town === CITY_DISTRICT.name ? CITY_DISTRICT : COUNTY)
export const REGION = ['贵州省', '毕节市'] as const

/** The county town around the seeded store, each within its zones, in their hole (the freight yard), or too far. Invented where precision would be pretended. */
export const PLACES: readonly Place[] = [
  place('estate', '阳光花园', '海边街道', '滨海路', 26.8581, 104.2802, ['阳光花园小区']),
  place('estate', '草海新城', '海边街道', '滨海大道', 26.8529, 104.2744, ['草海新城小区']),
  place('estate', '龙凤家园', '六桥街道', '龙凤路', 26.8622, 104.2849, ['龙凤家园小区']),
  place('estate', '金色家园', '六桥街道', '建设路', 26.8607, 104.2768, ['金色家园小区']),
  place('estate', '幸福里', '海边街道', '人民路', 26.8549, 104.2838, ['幸福里小区']),
  place('estate', '广电家属院', '六桥街道', '建设路', 26.8598, 104.2741, ['广电小区']),
  place('estate', '翠湖苑', '海边街道', '翠湖路', 26.8487, 104.2693, ['翠湖苑小区']),
  place('estate', '五里岗安置小区', '五里岗街道', '五里岗路', 26.8368, 104.2887, ['五里岗小区']),
  place('estate', '陕桥新村', '陕桥街道', '陕桥路', 26.8818, 104.2899, ['陕桥小区']),
  place('estate', '江南印象', '海边街道', '滨海路', 26.8558, 104.2718, ['江南印象小区']),
  place('estate', '学府名城', '六桥街道', '民族路', 26.8664, 104.2792, ['学府名城小区']),
  place('square', '人民广场', '海边街道', '人民路', 26.857, 104.2796, ['威宁人民广场']),
  place('square', '草海广场', '海边街道', '滨海大道', 26.8512, 104.2711, ['草海文化广场']),
  place('square', '西海码头', '海边街道', '滨海大道', 26.8467, 104.2622, ['草海码头']),
  place('poi', '威宁县人民医院', '六桥街道', '建设路', 26.8641, 104.2756, ['县人民医院', '县医院']),
  place('poi', '威宁民族中学', '六桥街道', '民族路', 26.8679, 104.2821, ['民族中学', '民中']),
  place('poi', '威宁第一小学', '海边街道', '人民路', 26.8589, 104.2825, ['一小']),
  place('poi', '滨海幼儿园', '海边街道', '滨海路', 26.8563, 104.2771),
  place('poi', '威宁汽车站', '五里岗街道', '环城路', 26.8395, 104.2818, ['县汽车站']),
  place('poi', '威宁火车站', '海边街道', '站前路', 26.86, 104.2935, ['草海站']),
  place('poi', '火车站货场', '海边街道', '站前路', 26.8599, 104.2893, ['货运站']),
  place('poi', '县政务服务中心', '五里岗街道', '环城路', 26.8352, 104.2912, ['政务大厅']),
  place('poi', '六桥农贸市场', '六桥街道', '龙凤路', 26.8633, 104.2812),
  place('poi', '草海国家级自然保护区', '草海镇', '滨海大道', 26.8512, 104.2331, ['草海湿地']),
  place('poi', '迤那镇政府', '迤那镇', '中心街', 27.1073, 104.1064),
  place('poi', '小海镇政府', '小海镇', '中心街', 26.9513, 104.1788),
  place('poi', '金钟镇政府', '金钟镇', '中心街', 26.7421, 104.3497),
]

export const ROADS: readonly Road[] = [
  road('滨海路', '海边街道', [26.8562, 104.2776], [26.86, 104.2926], 188),
  road('滨海大道', '海边街道', [26.8461, 104.2611], [26.8546, 104.2789], 260),
  road('建设路', '六桥街道', [26.8579, 104.2722], [26.8668, 104.2781], 156),
  road('人民路', '海边街道', [26.8538, 104.2792], [26.8602, 104.2851], 120),
  road('民族路', '六桥街道', [26.8641, 104.2763], [26.8701, 104.2857], 98),
  road('环城路', '五里岗街道', [26.844, 104.272], [26.833, 104.296], 320),
  road('草海路', '海边街道', [26.864, 104.264], [26.8714, 104.259], 106),
  road('桂花路', '七星关区', [27.2987, 105.2811], [27.3057, 105.2905], 80),
]

export const TOWNS: readonly Town[] = [
  { name: '海边街道', at: gcj02(26.8551, 104.2771) },
  { name: '六桥街道', at: gcj02(26.8634, 104.2795) },
  { name: '五里岗街道', at: gcj02(26.8379, 104.2871) },
  { name: '陕桥街道', at: gcj02(26.8811, 104.2885) },
  { name: '草海镇', at: gcj02(26.8531, 104.2402) },
  { name: '迤那镇', at: gcj02(27.1069, 104.1059) },
  { name: '小海镇', at: gcj02(26.9509, 104.1781) },
  { name: '金钟镇', at: gcj02(26.7417, 104.3489) },
  { name: '七星关区', at: gcj02(27.2985, 105.305) },
]

/** Cities far away, so that an address there is found where it is and not in the county. */
export const FAR: readonly Town[] = [
  { name: '贵阳市', at: gcj02(26.6477, 106.6302) },
  { name: '昆明市', at: gcj02(24.8797, 102.8332) },
  { name: '六盘水市', at: gcj02(26.5927, 104.8303) },
]
