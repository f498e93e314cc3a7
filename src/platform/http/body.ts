import type { FastifyRequest } from 'fastify'
import type { Body } from './body-limits.ts'
import { readParts } from './multipart.ts'

/**
 * Reads the body of a request, whatever way it was sent, within the limits, and works with it; what it took of the
 * memory for photos is free again afterwards.
 */
export const withBody = async <T>(
  request: FastifyRequest,
  filesMax: number,
  work: (body: Body) => Promise<T>,
): Promise<T> => {
  if (!request.isMultipart()) return work({ fields: request.body ?? undefined, files: [], why: [] })
  const { body, release } = await readParts(request, filesMax)
  try {
    return await work(body)
  } finally {
    release()
  }
}
