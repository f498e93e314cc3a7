/** Processor seconds that `work` took in this process, the server's included. */
export const cost = async (work: () => Promise<unknown>): Promise<number> => {
  const started = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1e6
}
