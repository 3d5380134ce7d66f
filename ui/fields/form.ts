import { choice } from './choice.ts';
import type { UiKind } from './ui-kind.ts';

export const form: UiKind = { ...choice, name: 'form', width: 180 };
