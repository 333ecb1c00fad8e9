import { describe, expect, it } from 'vitest'
import { splitDoor } from '../../../src/features/address/door'

describe('KF-42: the place and the door of an address are told apart', () => {
  it.each([
    // the first word for a building is where the door begins, whatever the map calls the place
    ['滨海路88号阳光花园3栋2单元501', '阳光花园', '滨海路88号阳光花园', '3栋2单元501'],
    ['滨海路88号阳光花园3栋2单元501', '阳光花园3栋', '滨海路88号阳光花园', '3栋2单元501'],
    ['滨海路88号3栋2单元501', '滨海路', '滨海路88号', '3栋2单元501'],
    ['滨海路88号3栋2单元501', null, '滨海路88号', '3栋2单元501'],
    ['草海镇银龙小区二单元402室', null, '草海镇银龙小区', '二单元402室'],
    ['人民路12号A座1503', '别处', '人民路12号', 'A座1503'],
    ['六桥街道中山村3组', null, '六桥街道中山村', '3组'],
    // without one it begins right after the map's name
    ['阳光花园', '阳光花园', '阳光花园', ''],
    ['滨海路阳光花园后门小卖部旁', '阳光花园', '滨海路阳光花园', '后门小卖部旁'],
    // a road and its number alone are the place
    ['滨海路88号', null, '滨海路88号', ''],
    // nothing but a door: the map's name is the place
    ['3栋2单元501', '阳光花园', '阳光花园', '3栋2单元501'],
    ['3栋2单元501', null, '', '3栋2单元501'],
    ['', null, '', ''],
  ])('%s (%s)', (text, place, where, detail) => {
    expect(splitDoor(text, place)).toEqual({ place: where, detail })
  })
})
