import type { UiKind } from '../common/ui-kind.ts';
import { choice } from './choice.ts';

export const parameterType: UiKind = { ...choice, name: 'parameter-type', width: 180 };
