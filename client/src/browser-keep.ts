import type { Keep } from './types.ts';

/** Keeps a snapshot where a browser keeps what pages ask it to. */
export function browserKeep(
  name = 'guiju-params',
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): Keep {
  return {
    read: async () => storage.getItem(name),
    write: async (text) => storage.setItem(name, text),
  };
}
