import type { Site } from '../platform/ui/context.tsx'

/** The main ways and the footer of every resident page. */
export const site: Site = {
  tabs: [
    { path: '/', label: 'home:tabs.home' },
    { path: '/report', label: 'home:tabs.report' },
    { path: '/open/work-orders', label: 'home:tabs.open' },
    { path: '/my/reports', label: 'home:tabs.mine' },
  ],
  account: '/me/account',
  footer: [
    { path: '/accessibility', label: 'home:footer.accessibility' },
    { path: '/accessibility#mistake', label: 'home:footer.mistake' },
    { path: '/privacy', label: 'privacy:notice.footer' },
    { path: '/journal', label: 'home:footer.journal' },
    { path: '/status', label: 'ui:status.title' },
    { path: '/open/calendar', label: 'calendar:staff.title' },
  ],
}
