import type { Label } from '../../metadata/common/label.ts';
import { strategies } from '../../rules/sharing/index.ts';
import { say } from '../session/i18n.ts';

export const sharingLabels: ReadonlyMap<string, Label> = new Map(
  strategies.map(({ name, label }) => [name, label]),
);

/** Answers the label of a sharing strategy. */
export function sharingLabel(strategy: string): string {
  return say(sharingLabels.get(strategy)) || strategy;
}
