/** The words of a request as the rules see it (国办发〔2020〕53号: five kinds; 表扬 is added by Zhongshan's letter). */
export const KINDS = ['enquiry', 'help', 'complaint', 'report', 'suggestion', 'praise'] as const
export type Kind = (typeof KINDS)[number]

export const CHANNELS = ['phone', 'web', 'counter', 'grid'] as const
export type Channel = (typeof CHANNELS)[number]

/** Why a request is not taken on, each with the right way to go instead (B-003, B-004). */
export const DECLINE_REASONS = [
  'emergency',
  'legal-route',
  'petition',
  'secret',
  'public-order',
  'repeated',
  'elsewhere',
  'other-body',
] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** Why the clocks may stand still (B-044); each pause is approved by someone else and shown to the caller. */
export const PAUSE_REASONS = ['caller-to-supply', 'legal-procedure', 'force-majeure'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

export const SATISFACTION = [
  'very-satisfied',
  'satisfied',
  'basically-satisfied',
  'dissatisfied',
  'very-dissatisfied',
] as const
export type Satisfaction = (typeof SATISFACTION)[number]

/** Self-governing bodies: they may be asked to help, within their list, never to lead. */
export const SELF_GOVERNING = ['residentsCommittee', 'villagersCommittee'] as const

export const isSelfGoverning = (kind: string): boolean => (SELF_GOVERNING as readonly string[]).includes(kind)
