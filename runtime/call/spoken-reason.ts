import type { Label } from '../../metadata/common/label.ts';
import { inEveryLanguage } from '../common/messages/index.ts';
import type { Call } from './call.ts';

type Served = Call['served'];

const command = 'guiju ';

/** Why something was written, as people read it: what packages and commands write has their names alone for a reason. */
export function spokenReason(reason: string | null, { served, language }: Pick<Call, 'served' | 'language'>) {
  return reason === null ? null : reasonLabel(reason, served)[language];
}

export function reasonLabel(reason: string, { model }: Served): Label {
  const of = model.packages.find(({ name }) => name === reason);
  if (of) return inEveryLanguage('reason-of-package', { package: { ...of.guiju.label } }, model.messages);
  return reason.startsWith(command)
    ? inEveryLanguage('reason-of-command', { command: reason }, model.messages)
    : { zh: reason, en: reason };
}

/**
 * The reasons whose words a word may be in though it is not in the reason itself: packages by name, and whether commands
 * are among them.
 */
export function reasonsSaying(word: string, served: Served) {
  const says = ({ zh, en }: Label) => [zh, en].some((text) => text.toLowerCase().includes(word));
  const { zh, en } = inEveryLanguage('reason-of-command', { command: '' }, served.model.messages);
  return {
    packages: served.model.packages.flatMap(({ name }) => (says(reasonLabel(name, served)) ? name : [])),
    commands:
      [...zh.trim()].some((sign) => word.includes(sign)) || en.trim().toLowerCase().includes(word)
        ? command
        : null,
  };
}
