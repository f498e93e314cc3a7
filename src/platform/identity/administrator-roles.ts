/**
 * Three administrators who watch each other: one keeps the system, one gives and takes rights, one reads the security
 * log. Nobody holds two of the three on the same day; the table of offices refuses it by itself.
 */
export const ADMINISTRATORS = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const
export type Administrator = (typeof ADMINISTRATORS)[number]

export const isAdministrator = (role: string): role is Administrator => ADMINISTRATORS.some(each => each === role)
