import type { UiKind } from '../common/ui-kind.ts';
import { choice } from './choice.ts';

export const form: UiKind = { ...choice, name: 'form', width: 180 };
