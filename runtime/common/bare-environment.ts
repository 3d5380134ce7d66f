import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/**
 * Answers the part of the server's environment that a thread or process beside it gets: nothing but where compiled
 * sources are kept, which halves its start.
 */
export function bareEnvironment(): { readonly NODE_COMPILE_CACHE?: string } {
  const compiled = getCompileCacheDir();
  return compiled === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compiled) };
}
