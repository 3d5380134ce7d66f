import type { UiKind } from '../common/ui-kind.ts';
import { reference } from './reference.ts';

/** Picked as any other record; the server refuses one's own descendants. */
export const parent: UiKind = { ...reference, name: 'parent' };
