import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isName, splitAddress } from '../../../server/delivery/address'

const WEINING = '贵州省毕节市威宁彝族回族苗族自治县'

describe('a pasted line is split (KF-42: names and places confused)', () => {
  const rows: [line: string, name: string, phone: string, region: string, detail: string][] = [
    ['张三 13800000000 威宁县滨海路88号阳光花园3栋2单元', '张三', '13800000000', WEINING, '滨海路88号阳光花园3栋2单元'],
    [
      '威宁县滨海路88号阳光花园3栋2单元 张三 138 0000 0000',
      '张三',
      '13800000000',
      WEINING,
      '滨海路88号阳光花园3栋2单元',
    ],
    ['张三13800000000威宁县滨海路88号', '张三', '13800000000', WEINING, '滨海路88号'],
    [
      '张三，+86-138-0000-0000，贵州省毕节市威宁县草海镇人民南路20号',
      '张三',
      '13800000000',
      WEINING,
      '草海镇人民南路20号',
    ],
    [
      '收货人：李小梅\n手机：8613800000000\n地址：贵州毕节威宁县建设东路5号',
      '李小梅',
      '13800000000',
      WEINING,
      '建设东路5号',
    ],
    ['威宁县滨海路12号 0857-6220000 王阿姨', '王阿姨', '0857-6220000', WEINING, '滨海路12号'],
    ['威宁县滨海路88号阳光花园', '', '', WEINING, '滨海路88号阳光花园'],
    ['13800000000 威宁县滨海路88号', '', '13800000000', WEINING, '滨海路88号'],
    ['威宁县滨海路88号3栋2单元张三13800000000', '张三', '13800000000', WEINING, '滨海路88号3栋2单元'],
    ['张三威宁县滨海路88号 13800000000', '张三', '13800000000', WEINING, '滨海路88号'],
    ['张家湾路12号 李四 13800000000', '李四', '13800000000', '', '张家湾路12号'],
    ['山东路12号 李四', '李四', '', '', '山东路12号'],
    ['山东路 12 号 3 栋', '', '', '', '山东路12号3栋'],
    ['张家界市永定区教场路5号', '', '', '湖南省张家界市永定区', '教场路5号'],
    ['欧阳娜娜 13800000000 毕节市七星关区桂花路35号', '欧阳娜娜', '13800000000', '贵州省毕节市七星关区', '桂花路35号'],
    ['北京市朝阳区三里屯街道1号 小王 １３８００００００００', '小王', '13800000000', '北京市朝阳区', '三里屯街道1号'],
    [
      '威宁自治县五里岗街道建设东路 8 号 马·阿里 13800000000',
      '马·阿里',
      '13800000000',
      WEINING,
      '五里岗街道建设东路8号',
    ],
    ['张三 138****0000 威宁县滨海路88号', '张三', '', WEINING, '滨海路88号'],
    ['高山', '', '', '', '高山'],
    ['Tom 13800000000 威宁县滨海路 88 号 A 座 3 501', 'Tom', '13800000000', WEINING, '滨海路88号A座3 501'],
    ['威宁 阳光花园 3 栋 13800000000', '', '13800000000', WEINING, '阳光花园3栋'],
  ]
  it.each(rows)('%s', (line, name, phone, region, detail) => {
    expect(splitAddress(line)).toEqual({ name, phone, region, detail })
  })

  it('never leaves digits of a phone in what the map is asked', () => {
    for (const [line] of rows) expect(splitAddress(line).detail).not.toMatch(/138|0000000/)
  })
})

describe('whatever is pasted', () => {
  const pieces = fc.constantFrom(
    '张三',
    '威宁县',
    '滨海路',
    '88号',
    ' ',
    '138',
    '0000',
    '+86',
    '·',
    '，',
    '毕节',
    '，',
    '\n',
    '收货人：',
    '里',
    '*',
  )
  const lines = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(pieces, { maxLength: 40 }).map((some) => some.join('')),
  )

  it('is split without a fault, and invents nothing', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const { name, phone, detail } = splitAddress(line)
        const written = line.normalize('NFKC')
        for (const char of `${name}${phone.replace('-', '')}`) expect(written).toContain(char)
        expect(detail.length).toBeLessThanOrEqual(written.length + 1)
      }),
    )
  })
})

describe('what is a name', () => {
  it.each(['张三', '李小梅', '小王', '老李', '王阿姨', '欧阳娜娜', '陈老板', '马·阿里', 'Tom'])('%s is', (word) => {
    expect(isName(word)).toBe(true)
  })
  it.each(['山东路', '张家湾', '威宁', '毕节市', '阳光花园', '张家界市', '滨海路', '3栋', '高家寨', '石门小区', '12'])(
    '%s is not',
    (word) => {
      expect(isName(word)).toBe(false)
    },
  )
})
