import type { StepSpec } from '../../../kernel/procedure/definition.ts'
import type { Step } from './state.ts'

/** Where a use can stand, in the order it goes. */
export const STEPS: Readonly<Record<Step, StepSpec>> = {
  applied: { zh: '已申请', says: '使用申请已经公开，等待列支范围内的业主表决；紧急情况等待街道或居委会确认。' },
  approved: { zh: '已通过', says: '业主已经表决通过，或者紧急情况已经确认，等待从各分户账冻结预算金额。' },
  held: { zh: '已冻结', says: '预算金额已经按建筑面积从各分户账冻结，等待开工。' },
  working: { zh: '施工中', says: '正在施工。' },
  completed: { zh: '已完工', says: '已经完工，等待验收。业主可以提出异议。' },
  accepted: { zh: '已验收', says: '验收合格，等待提交决算。' },
  finalised: { zh: '已决算', says: '决算已经提交，等待审计。' },
  audited: { zh: '已审计', says: '决算已经审计，或者按规定不审计，等待申请列支。' },
  requested: { zh: '已申请列支', says: '已经申请列支，等待审核。' },
  consented: { zh: '业委会已审核', says: '业主委员会已经审核同意，等待主管部门备案。' },
  cleared: { zh: '可以划转', says: '审核或者备案已经完成，等待通知银行划转。' },
  paid: { zh: '已划转', says: '款项已经从各分户账划转给施工单位，多冻结的已经退回，等待公布。' },
  posted: { zh: '结果公布', says: '费用和各栋分摊正在公布，业主可以查阅和提出异议。' },
  stopped: { zh: '已停止', says: '停止使用，没有付出的已经解冻，付出的已经追回，理由公开。', end: true },
  recovering: { zh: '追回中', says: '已经付出的款项正在追回。' },
  closed: { zh: '已归档', says: '公布期满，异议已经全部答复，记录归档。', end: true },
  declined: { zh: '未获确认', says: '街道或居委会没有确认为紧急情况，可以经业主表决后再用。', end: true },
  withdrawn: { zh: '已撤回', says: '开工以前撤回，冻结的款项已经解冻，理由公开。', end: true },
}
