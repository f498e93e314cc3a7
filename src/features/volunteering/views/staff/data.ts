import type { z } from 'zod'
import type { needDetailOut, needOut, runOut, serviceOut, volunteerDetailOut, volunteerOut } from '../../api-out.ts'

/** Where the console asks about volunteering. */
export const VOLUNTEERS = '/api/volunteers'
export const GROUPS = '/api/volunteer-groups'
export const ACTIVITIES = '/api/volunteer-activities'
export const SHIFTS = '/api/volunteer-shifts'
export const SIGNUPS = '/api/volunteer-signups'
export const NEEDS = '/api/volunteer-needs'
export const MATCHES = '/api/volunteer-matches'
export const SERVICES = '/api/volunteer-services'

export type Volunteer = z.output<typeof volunteerOut>
export type VolunteerDetail = z.output<typeof volunteerDetailOut>
export type Run = z.output<typeof runOut>
export type Need = z.output<typeof needOut>
export type NeedDetail = z.output<typeof needDetailOut>
export type Service = z.output<typeof serviceOut>
export type Places = { readonly items: readonly { readonly id: string; readonly name: string }[] }
export type Me = { readonly offices: readonly { readonly role: string }[] }

export const KEEPS: ReadonlySet<string> = new Set(['communityWorker', 'unitLead'])
