import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Where the built scripts and styles are served; the same for every city. */
export const ASSETS = '/assets/'

const YEAR = '365d'

/** @param folder the built client's assets; their names hold their hash, so they never change */
export const serveAssets = async (app: FastifyInstance, folder: string): Promise<void> => {
  await app.register(fastifyStatic, {
    root: folder,
    prefix: ASSETS,
    immutable: true,
    maxAge: YEAR,
    index: false,
    dotfiles: 'ignore',
    decorateReply: false,
    preCompressed: true,
  })
}
