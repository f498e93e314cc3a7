/** The list of places that bring data along. A city that is not listed has the national values and its province's. */
import { guangdong } from '../../../localities/guangdong.ts'
import { guangzhou } from '../../../localities/guangzhou.ts'
import { hangzhou } from '../../../localities/hangzhou.ts'
import { henan } from '../../../localities/henan.ts'
import { zhongshan } from '../../../localities/zhongshan.ts'
import type { AreaPath } from '../../kernel/area-code.ts'
import type { Locality } from './rules/locality.ts'

export const LOCALITIES: readonly Locality[] = [guangdong, guangzhou, hangzhou, henan, zhongshan]

export const localityOf = (area: AreaPath): Locality | undefined => LOCALITIES.find(locality => locality.area === area)
