declare module '*.css'

// The package describes these ES modules as CommonJS; what the bundler finds is the locale itself.
declare module 'antd/es/locale/zh_CN.js' {
  const locale: NonNullable<import('antd').ConfigProviderProps['locale']>
  export default locale
}
declare module 'antd/es/locale/zh_HK.js' {
  const locale: NonNullable<import('antd').ConfigProviderProps['locale']>
  export default locale
}
declare module 'antd/es/locale/en_US.js' {
  const locale: NonNullable<import('antd').ConfigProviderProps['locale']>
  export default locale
}
