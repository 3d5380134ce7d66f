import { reference } from './reference.ts';
import type { UiKind } from './ui-kind.ts';

/** Picked as any other record; the server refuses one's own descendants. */
export const parent: UiKind = { ...reference, name: 'parent' };
