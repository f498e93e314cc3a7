import { createHash } from 'node:crypto'
import { connect, createServer, type Server } from 'node:net'

/** Another Linli already keeps this folder. `pid` is its process, when it answered. */
export class ClusterInUse extends Error {
  override readonly name = 'ClusterInUse'
  readonly pid: number | undefined

  constructor(folder: string, pid: number | undefined) {
    super(
      `另一个邻里进程${pid === undefined ? '' : `(pid ${pid})`}正在使用数据目录 ${folder}。请先停止它,或用 --data 指定别的目录。`,
    )
    this.pid = pid
  }
}

export type Lock = { readonly release: () => Promise<void> }

/** Linux frees an abstract socket with the process that holds it, so a killed owner leaves nothing stale behind. */
const nameOf = (folder: string): string => `\0linli-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`

const ANSWER_MS_MAX = 1_000

const ownerOf = (name: string): Promise<number | undefined> =>
  new Promise(resolve => {
    const socket = connect(name)
    const done = (pid: number | undefined): void => {
      socket.destroy()
      resolve(pid)
    }
    socket.setTimeout(ANSWER_MS_MAX, () => done(undefined))
    socket.once('error', () => done(undefined))
    socket.once('data', data => done(Number(data.toString('utf8')) || undefined))
  })

const listen = (name: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(socket => {
      socket.on('error', () => undefined)
      socket.end(String(process.pid))
    })
    server.once('error', reject)
    server.listen(name, () => resolve(server.unref()))
  })

/** Takes the folder for this process, or says who has it. @throws ClusterInUse */
export const lockFolder = async (folder: string): Promise<Lock> => {
  const name = nameOf(folder)
  try {
    const server = await listen(name)
    return { release: () => new Promise(resolve => server.close(() => resolve())) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new ClusterInUse(folder, await ownerOf(name))
    throw error
  }
}
