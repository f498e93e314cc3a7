import type { ThemeConfig } from 'antd'

/** Our tokens in antd's words: paper, ink, one accent; lines, not shadows. The values are those of style/tokens.css. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b5d66',
    colorInfo: '#0b5d66',
    colorLink: '#0b5d66',
    colorSuccess: '#1d6f48',
    colorWarning: '#8a5a00',
    colorError: '#a8261d',
    colorText: '#1d1c1a',
    colorTextSecondary: '#5f5b54',
    colorTextPlaceholder: '#6f6a62',
    colorBorder: '#cfcabd',
    colorBorderSecondary: '#e3dfd5',
    colorBgLayout: '#fbfaf6',
    colorBgContainer: '#ffffff',
    borderRadius: 4,
    borderRadiusLG: 6,
    fontSize: 14,
    fontFamily: 'var(--sans)',
    boxShadow: 'none',
    boxShadowSecondary: '0 0 0 1px #cfcabd',
    boxShadowTertiary: 'none',
    motion: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
}
