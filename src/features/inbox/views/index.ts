import { Inbox } from './resident/inbox.tsx'

export const views = { 'inbox.list': Inbox }
