import {
  maySend,
  name,
  OPEN,
  own,
  type Rule,
  SHOWN,
  sentTo,
  stays,
  stepsAside,
  to,
  toBeDone,
  UNSENT,
} from './case-parts.ts'
import type { Who } from './case-types.ts'
import { isAssisting, isDesk, isDeskLead, isHandler, isOffice, isRequester, isReviewer } from './case-who.ts'

export const RULES: Readonly<Record<string, Rule>> = {
  amend: {
    by: isDesk,
    from: 'received queued dispatched handling',
    after: (_, { body, onSite }) => ({
      kind: String(body.kind),
      category: String(body.category),
      urgent: body.urgent === true,
      onSite: onSite(String(body.category)),
    }),
  },
  admit: { by: isDesk, from: 'received', after: to('queued') },
  decline: { by: isDesk, from: 'received', after: to('declined') },
  answer: {
    by: isDesk,
    from: 'received queued',
    why: c => [['not-answerable', c.kind !== 'enquiry' && c.kind !== 'praise']],
    after: (_, { who, now }) => ({ step: 'closed', closedAt: now, submittedBy: who }),
  },
  dispatch: { by: isDesk, from: 'queued', why: maySend, after: (c, ask) => ({ ...sentTo(c, ask), turn: c.turn + 1 }) },
  recall: { by: isDesk, from: 'dispatched', after: () => ({ ...UNSENT, step: 'queued' }) },
  sign: { by: isOffice, from: 'dispatched', why: stepsAside, after: to('handling') },
  assign: {
    by: isOffice,
    from: 'dispatched handling',
    why: (c, { body }) => [['recused', c.recused.includes(name(body.assignee) as string as Who)]],
    after: (_, { body }) => ({ assignee: name(body.assignee) as string as Who }),
  },
  recuse: {
    by: (c, who) => isHandler(c, who) || isDesk(c, who),
    from: 'received queued dispatched handling',
    after: (c, { who }) => ({ recused: [...c.recused, who], ...(c.assignee === who && { assignee: null }) }),
  },
  contact: {
    by: (c, who) => isHandler(c, who) || (c.confidential && isDesk(c, who)),
    from: 'handling',
    why: stepsAside,
    after: () => ({ contacted: true }),
  },
  arrive: {
    by: isHandler,
    from: 'handling',
    why: stepsAside,
    after: (c, { photos }) => ({ arrived: true, evidence: c.evidence + photos }),
  },
  progress: { by: isHandler, from: 'handling paused', why: stepsAside, after: stays },
  'assist-reply': {
    by: isAssisting,
    from: 'dispatched handling',
    why: (c, { who }) => [['not-asked-to-assist', c.assists[own(who)] !== 'asked']],
    after: (c, { who }) => ({ assists: { ...c.assists, [own(who)]: 'replied' } }),
  },
  'waive-assist': {
    by: isDeskLead,
    from: 'dispatched handling',
    why: (c, { body }) => [['not-asked-to-assist', c.assists[name(body.organisation)] !== 'asked']],
    after: (c, { body }) => ({ assists: { ...c.assists, [name(body.organisation)]: 'waived' } }),
  },
  'ask-extension': {
    by: isOffice,
    from: 'handling',
    why: (c, ask) => [
      ['already-pending', c.pending !== null],
      ['extension-none-left', c.extensions >= ask.extensionsMaxSpecial],
      [
        'extension-needs-special',
        c.extensions < ask.extensionsMaxSpecial && c.extensions >= ask.extensionsMax && ask.body.special !== true,
      ],
      ['extension-too-long', Number(ask.body.workdays) > ask.extensionWorkdaysMax],
      ['past-due', ask.closeDue !== null && ask.now > ask.closeDue],
    ],
    after: (_, { who }) => ({ pending: { kind: 'extend', by: who } }),
  },
  'grant-extension': {
    by: isDeskLead,
    from: 'handling',
    why: (c, { who }) => [
      ['nothing-pending', c.pending?.kind !== 'extend'],
      ['same-person', c.pending?.by === who],
    ],
    after: c => ({ pending: null, extensions: c.extensions + 1 }),
  },
  'refuse-extension': {
    by: isDeskLead,
    from: 'handling',
    why: (c, { who }) => [
      ['nothing-pending', c.pending?.kind !== 'extend'],
      ['same-person', c.pending?.by === who],
    ],
    after: () => ({ pending: null }),
  },
  'ask-pause': {
    by: isOffice,
    from: 'handling',
    why: (c, ask) => [
      ['urgent-never-pauses', c.urgent],
      ['already-pending', c.pending !== null],
      ['past-due', ask.closeDue !== null && ask.now > ask.closeDue],
    ],
    after: (_, { who }) => ({ pending: { kind: 'pause', by: who } }),
  },
  'grant-pause': {
    by: isDeskLead,
    from: 'handling',
    why: (c, { who }) => [
      ['urgent-never-pauses', c.urgent],
      ['nothing-pending', c.pending?.kind !== 'pause'],
      ['same-person', c.pending?.by === who],
    ],
    after: () => ({ pending: null, step: 'paused' }),
  },
  'refuse-pause': {
    by: isDeskLead,
    from: 'handling',
    why: (c, { who }) => [
      ['nothing-pending', c.pending?.kind !== 'pause'],
      ['same-person', c.pending?.by === who],
    ],
    after: () => ({ pending: null }),
  },
  resume: { by: (c, who) => isOffice(c, who) || isDeskLead(c, who), from: 'paused', after: to('handling') },
  'ask-return': {
    by: isOffice,
    from: 'dispatched handling',
    why: (c, { now, returnUntil }) => [
      ['return-late', c.dispatchedAt !== null && now > returnUntil(c.dispatchedAt)],
      ['return-locked', c.designated],
      ['already-pending', c.pending !== null],
    ],
    after: (_, { who }) => ({ step: 'returning', submittedBy: who }),
  },
  'grant-return': {
    by: isDesk,
    from: 'returning',
    why: (c, { who }) => [['same-person', c.submittedBy === who]],
    after: () => ({ ...UNSENT, step: 'queued' }),
  },
  designate: {
    by: isDeskLead,
    from: 'returning',
    why: maySend,
    after: (c, ask) => ({ ...sentTo(c, ask), turn: c.turn + 1, designated: true }),
  },
  submit: {
    by: isHandler,
    from: 'handling',
    why: (c, { who, body, photos }) => [
      ['recused', c.recused.includes(who)],
      ...toBeDone(c, photos),
      ['no-result', String(body.note ?? '').trim().length < 2],
      ['already-pending', c.pending !== null],
    ],
    after: (c, { who, photos }) => ({ step: 'submitted', submittedBy: who, evidence: c.evidence + photos }),
  },
  'send-back': {
    by: isReviewer,
    from: 'submitted',
    why: (c, { who }) => [['same-person', c.submittedBy === who]],
    after: to('handling'),
  },
  close: {
    by: isReviewer,
    from: 'submitted',
    why: (c, { who }) => [['same-person', c.submittedBy === who], ...toBeDone(c, 0)],
    after: (_, { now }) => ({ step: 'closed', closedAt: now }),
  },
  'follow-up': {
    by: isDesk,
    from: 'closed',
    why: (c, { body }) => [['nobody-to-reach', !c.contactable && body.reached === true]],
    after: (c, { body, followUpAttempts }) => {
      const reached = body.reached === true
      const final = reached || !c.contactable || c.attempts + 1 >= followUpAttempts
      return {
        step: final ? 'followed-up' : 'closed',
        attempts: c.attempts + (reached ? 0 : 1),
        followedUp: true,
        resolved: reached ? ((body.resolved as boolean | undefined) ?? null) : null,
      }
    },
  },
  rate: {
    by: isRequester,
    from: 'closed followed-up',
    why: c => [['already-rated', c.rated]],
    after: () => ({ rated: true }),
  },
  reopen: {
    by: (c, who) => isRequester(c, who) || isDesk(c, who),
    from: 'closed followed-up',
    why: (c, { now, reopenMs }) => [['reopen-late', c.closedAt !== null && now - c.closedAt > reopenMs]],
    after: c => ({
      ...UNSENT,
      step: 'queued',
      round: c.round + 1,
      closedAt: null,
      extensions: 0,
      followedUp: false,
      resolved: null,
      attempts: 0,
      rated: false,
      designated: false,
    }),
  },
  archive: {
    by: isDesk,
    from: 'followed-up',
    why: c => [['not-settled', c.resolved === false && !c.rated]],
    after: to('archived'),
  },
  publish: {
    by: isDesk,
    from: SHOWN,
    why: c => [['confidential', c.confidential]],
    after: () => ({ published: true }),
  },
  unpublish: { by: isDesk, from: SHOWN, after: () => ({ published: false }) },
  remind: { by: (c, who) => isRequester(c, who) || isDesk(c, who), from: OPEN, after: stays },
  supervise: { by: isDeskLead, from: OPEN, after: stays },
  withdraw: { by: isRequester, from: 'received queued dispatched handling', after: to('withdrawn') },
  terminate: { by: isDeskLead, from: 'handling submitted', after: to('terminated') },
  'to-petition': { by: isDeskLead, from: 'received queued handling', after: to('petitioned') },
}
