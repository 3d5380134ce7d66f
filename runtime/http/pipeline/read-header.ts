import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from 'hono';

/** A header by its name in small letters. */
export type ReadHeader = (name: string) => string | null;

/** Node has the headers as an object already; going through `Headers` would check each name and value once more. */
export function headerReader(context: Context): ReadHeader {
  const { incoming } = (context.env ?? {}) as { incoming?: { headers: IncomingHttpHeaders } };
  if (incoming) {
    const { headers } = incoming;
    return (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : null;
    };
  }
  const { headers } = context.req.raw;
  return (name) => headers.get(name);
}
