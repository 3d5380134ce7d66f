import type { Json } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { render } from '../../../metadata/common/render.ts';
import { messages as metadataMessages } from '../../../metadata/messages/messages.ts';
import { messages as matchMessages } from '../../../rules/match/messages.ts';
import { messages as ruleMessages } from '../../../rules/messages.ts';
import { messages as sharingRules } from '../../../rules/sharing/messages.ts';
import { apiTexts } from './api.ts';
import { changeMessages } from './changes.ts';
import { configMessages } from './config.ts';
import { decisionMessages } from './decisions.ts';
import { designMessages } from './design.ts';
import { doctorMessages } from './doctor.ts';
import { ledgerMessages } from './doctor-ledgers.ts';
import { fileMessages } from './files.ts';
import { httpMessages } from './http.ts';
import { inboxMessages, inboxTexts } from './inbox.ts';
import { kindTexts } from './kinds.ts';
import { matchingMessages, matchSteps } from './match.ts';
import { memberMessages } from './members.ts';
import { operationsMessages } from './operations.ts';
import { packageMessages } from './packages.ts';
import { paramMessages } from './params.ts';
import { publishMessages } from './publish.ts';
import { saidTexts } from './said.ts';
import { scheduleTexts } from './schedule.ts';
import { sharingMessages } from './sharing.ts';
import { sheetMessages, sheetTexts } from './sheets.ts';
import { signInMessages } from './sign-in.ts';
import { statusTitles } from './status-titles.ts';
import { storeMessages } from './store.ts';
import { planSteps, tablesMessages } from './tables.ts';
import { workbookTexts } from './workbook.ts';

const refusing: readonly Readonly<Record<string, Label>>[] = [
  metadataMessages,
  ruleMessages,
  matchMessages,
  sharingRules,
  tablesMessages,
  sheetMessages,
  configMessages,
  httpMessages,
  fileMessages,
  inboxMessages,
  matchingMessages,
  storeMessages,
  sharingMessages,
  signInMessages,
  operationsMessages,
  doctorMessages,
  ledgerMessages,
  memberMessages,
  packageMessages,
  changeMessages,
  decisionMessages,
  designMessages,
  paramMessages,
  publishMessages,
];

/** The texts that are told without anybody having been refused anything. */
const labels: readonly Readonly<Record<string, Label>>[] = [
  statusTitles,
  planSteps,
  matchSteps,
  sheetTexts,
  workbookTexts,
  apiTexts,
  saidTexts,
  kindTexts,
  scheduleTexts,
  inboxTexts,
];

/** The sentence of every code that anything on any floor refuses, warns or finds with. */
export const problemMessages = together(refusing);

/** Those, and whatever else is told by a code. */
export const messages = together([...refusing, ...labels]);

/** A code as a sentence; `texts` are those of installed packages, which may replace the house's own. */
export function sentence(
  code: string,
  params: Readonly<Record<string, Json>>,
  language: Language,
  texts: ReadonlyMap<string, Label>,
): string {
  return render(texts.has(code) ? texts : messages, code, params, language) ?? code;
}

/** The same in every language that people read. */
export function inEveryLanguage(
  code: string,
  params: Readonly<Record<string, Json>>,
  texts: ReadonlyMap<string, Label>,
): Label {
  return { zh: sentence(code, params, 'zh', texts), en: sentence(code, params, 'en', texts) };
}

function together(areas: readonly Readonly<Record<string, Label>>[]): ReadonlyMap<string, Label> {
  return new Map(areas.flatMap((area) => Object.entries(area)));
}
