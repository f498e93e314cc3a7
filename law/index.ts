import type { Source } from '../src/kernel/cite.ts'
import { barrierFree } from './barrier-free.ts'
import { beijingRequestResponse } from './beijing-request-response.ts'
import { civilCode } from './civil-code.ts'
import { condominium2020 } from './condominium-2020.ts'
import { guangdongHotline } from './guangdong-hotline-2022.ts'
import { guangzhouHotlineRules } from './guangzhou-hotline-rules-2023.ts'
import { hangzhouProperty2021 } from './hangzhou-property-2021.ts'
import { henanProperty2017 } from './henan-property-2017.ts'
import { holidays2013 } from './holidays-2013.ts'
import { holidays2024 } from './holidays-2024.ts'
import { hotline110 } from './hotline-110-2022-12.ts'
import { hotlineGuidance2020 } from './hotline-guidance-2020-53.ts'
import { jinanHotline } from './jinan-hotline.ts'
import { letterZhongshan125100 } from './letter-zhongshan-125100.ts'
import { maintenanceFund2007 } from './maintenance-fund-2007.ts'
import { onlineServices } from './online-services.ts'
import { openGovernment } from './open-government.ts'
import { pipl } from './pipl.ts'
import { propertyManagement2018 } from './property-management-2018.ts'
import { residentsCommittees2018 } from './residents-committees-2018.ts'
import { residentsCommittees2025 } from './residents-committees-2025.ts'
import { ruralCollectives2024 } from './rural-collectives-2024.ts'
import { shandongHotline } from './shandong-hotline.ts'
import { villagersCommittees2018 } from './villagers-committees-2018.ts'
import { villagersCommittees2025 } from './villagers-committees-2025.ts'
import { volunteerService2017 } from './volunteer-service-2017.ts'
import { weifangHotline } from './weifang-hotline.ts'

/** Every act, rule and letter that anything here cites. A Cite is checked against them by `checkCite`. */
export const sources: readonly Source[] = [
  civilCode,
  holidays2013,
  holidays2024,
  pipl,
  barrierFree,
  onlineServices,
  openGovernment,
  beijingRequestResponse,
  letterZhongshan125100,
  hotlineGuidance2020,
  hotline110,
  guangdongHotline,
  guangzhouHotlineRules,
  jinanHotline,
  weifangHotline,
  shandongHotline,
  villagersCommittees2018,
  villagersCommittees2025,
  residentsCommittees2018,
  residentsCommittees2025,
  ruralCollectives2024,
  propertyManagement2018,
  condominium2020,
  maintenanceFund2007,
  hangzhouProperty2021,
  henanProperty2017,
  volunteerService2017,
]
