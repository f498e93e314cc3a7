import * as basis from './basis.ts'

const CLERK = ['communityWorker'] as const
const BOTH = ['communityWorker', 'unitLead'] as const

/** From the application to money set aside: what owners decide, or what cannot wait for them. */
export const UNTIL_HELD = {
  pass: {
    zh: '登记表决通过',
    from: ['applied'],
    to: ['approved'],
    by: CLERK,
    gates: [
      'motion-found',
      'motion-of-use',
      'motion-settled',
      'motion-proved',
      'motion-scope',
      'motion-names-use',
      'motion-unused',
    ],
    basis: [basis.OWNERS_DECIDE, basis.SHARES, basis.THRESHOLD, basis.WHOLE_SCOPE, basis.ONE_USE],
  },
  confirm: {
    zh: '确认紧急情况',
    from: ['applied'],
    to: ['approved'],
    by: BOTH,
    gates: ['emergency-declared', 'not-the-applicant'],
    basis: [basis.EMERGENCY, basis.CONFIRMED, basis.EMERGENCY_LIST],
  },
  decline: {
    zh: '不予确认',
    from: ['applied'],
    to: ['declined'],
    by: BOTH,
    gates: ['emergency-declared', 'not-the-applicant'],
    basis: [basis.CONFIRMED],
  },
  proposeHold: {
    zh: '提出冻结',
    from: ['approved', 'accepted'],
    to: ['same'],
    by: CLERK,
    gates: ['warrant-stands', 'within-tolerance'],
    basis: [basis.SET_ASIDE, basis.TWO_PEOPLE],
  },
  askShortfall: {
    zh: '催补差额',
    from: ['approved', 'accepted'],
    to: ['same'],
    by: CLERK,
    gates: ['somebody-short', 'later-than-today'],
    basis: [basis.NO_OVERDRAFT, basis.UNSOLD],
  },
  hold: {
    zh: '批准冻结',
    from: ['approved', 'accepted'],
    to: ['held', 'same'],
    by: BOTH,
    gates: ['hold-proposed', 'another-person-holds', 'warrant-stands'],
    basis: [basis.SET_ASIDE, basis.BY_AREA, basis.BY_PAID_IN, basis.NO_OVERDRAFT, basis.TWO_PEOPLE],
  },
} as const

/** The works, and what they came to. */
export const WORKS = {
  begin: {
    zh: '开工',
    from: ['held'],
    to: ['working'],
    by: CLERK,
    gates: ['in-order', 'photographed'],
    basis: [basis.CARRIED_OUT, basis.PHOTOS],
  },
  progress: { zh: '记录进展', from: ['working'], to: ['same'], by: CLERK, gates: [], basis: [basis.CARRIED_OUT] },
  complete: {
    zh: '完工',
    from: ['working'],
    to: ['completed'],
    by: CLERK,
    gates: ['in-order', 'photographed'],
    basis: [basis.CARRIED_OUT, basis.PHOTOS],
  },
  accept: {
    zh: '验收合格',
    from: ['completed'],
    to: ['accepted'],
    by: CLERK,
    gates: ['in-order', 'right-acceptor'],
    basis: [basis.ACCEPTANCE],
  },
  redo: {
    zh: '返工',
    from: ['completed', 'accepted'],
    to: ['working'],
    by: CLERK,
    gates: [],
    basis: [basis.ACCEPTANCE],
  },
  finalise: {
    zh: '提交决算',
    from: ['accepted'],
    to: ['finalised'],
    by: CLERK,
    gates: ['within-budget', 'within-hold'],
    basis: [basis.WITHIN_BUDGET, basis.SET_ASIDE],
  },
  audit: {
    zh: '登记审计',
    from: ['finalised'],
    to: ['audited'],
    by: CLERK,
    gates: ['in-order', 'not-above-final'],
    basis: [basis.AUDIT],
  },
  waiveAudit: {
    zh: '同意不审计',
    from: ['finalised'],
    to: ['audited'],
    by: CLERK,
    gates: ['small-enough', 'no-emergency'],
    basis: [basis.AUDIT],
  },
  request: {
    zh: '申请列支',
    from: ['audited'],
    to: ['requested'],
    by: CLERK,
    gates: ['all-answered', 'warrant-stands'],
    basis: [basis.ASKED_OF_AUTHORITY, basis.ASKED_OF_COMMITTEE],
  },
} as const
