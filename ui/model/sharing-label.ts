import type { Label } from '../../metadata/common/label.ts';
import { strategies } from '../../rules/sharing/index.ts';
import { say } from '../session/i18n.ts';
import type { FormModel } from './form-model.ts';

export const sharingLabels: ReadonlyMap<string, Label> = new Map(
  strategies.map(({ name, label }) => [name, label]),
);

/** Answers the label of a sharing strategy. */
export function sharingLabel(strategy: string): string {
  return say(sharingLabels.get(strategy)) || strategy;
}

/** Whether one may change which organisations use a form's records. */
export function maySteerUse({ sharing, can }: Pick<FormModel, 'sharing' | 'can'>): boolean {
  return Boolean(sharing) && ['assign', 'share', 'personalise'].some((action) => can.has(action));
}
