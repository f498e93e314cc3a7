/** What grids and the one hotline are for, in the words of the letter that asks for them. */
import { type Cite, cite } from '../../../kernel/cite.ts'

const LETTER = 'letter-zhongshan-125100'

export type CitedTerm = { readonly id: string; readonly zh: string }
export type CitedTerms = { readonly zh: string; readonly terms: readonly CitedTerm[]; readonly basis: Cite }

/** 全科网格: what one grid's worker looks after, nine domains in all. */
export const GRID_DOMAINS: CitedTerms = {
  zh: '全科网格九类工作',
  terms: [
    { id: 'partyBuilding', zh: '党的建设' },
    { id: 'cityManagement', zh: '城市管理' },
    { id: 'comprehensiveGovernance', zh: '综合治理' },
    { id: 'mobilePopulation', zh: '流动人口管理' },
    { id: 'fireSafety', zh: '消防' },
    { id: 'emergency', zh: '应急管理' },
    { id: 'socialSecurity', zh: '社会保障' },
    { id: 'socialAssistance', zh: '社会救助' },
    { id: 'foodAndDrugSafety', zh: '食品药品安全' },
  ],
  basis: cite(
    LETTER,
    '三(三)1',
    '統籌網格內黨的建設、城市管理、綜合治理、流動人口管理、消防、應急管理、社會保障、社會救助、食品藥品安全等工作',
  ),
}

/** 综治“中心+网格化+信息化”: three goals. */
export const GRID_GOALS: CitedTerms = {
  zh: '三大目标任务',
  terms: [
    { id: 'crimePrevention', zh: '违法犯罪预防' },
    { id: 'disputeScreening', zh: '矛盾纠纷排查' },
    { id: 'hazardRemoval', zh: '安全隐患消除' },
  ],
  basis: cite(LETTER, '三(三)1', '圍繞違法犯罪預防、矛盾糾紛排查、安全隱患消除三大目標任務開展工作'),
}

/** How the one hotline works, four principles. */
export const HOTLINE_PRINCIPLES: CitedTerms = {
  zh: '“大热线”服务格局',
  terms: [
    { id: 'oneNumber', zh: '一号对外' },
    { id: 'unifiedAcceptance', zh: '统一受理' },
    { id: 'tieredHandling', zh: '分级办理' },
    { id: 'cityWide', zh: '全市联动' },
  ],
  basis: cite(LETTER, '三(三)2', '形成“12345”一號對外、統一受理、分級辦理、全市聯動的“大熱線”服務格局'),
}
