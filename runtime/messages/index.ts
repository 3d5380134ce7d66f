import type { Json } from '../../metadata/json.ts';
import type { Label, Language } from '../../metadata/label.ts';
import { messages as metadataMessages } from '../../metadata/messages/messages.ts';
import { render } from '../../metadata/render.ts';
import { messages as matchMessages } from '../../rules/match/messages.ts';
import { messages as ruleMessages } from '../../rules/messages.ts';
import { messages as sharingRules } from '../../rules/sharing/messages.ts';
import { changeMessages } from './changes.ts';
import { configMessages } from './config.ts';
import { doctorMessages } from './doctor.ts';
import { httpMessages } from './http.ts';
import { matchingMessages, matchSteps } from './match.ts';
import { operationsMessages } from './operations.ts';
import { packageMessages } from './packages.ts';
import { paramMessages } from './params.ts';
import { publishMessages } from './publish.ts';
import { sharingMessages } from './sharing.ts';
import { sheetMessages, sheetTexts } from './sheets.ts';
import { storeMessages } from './store.ts';
import { planSteps, tablesMessages } from './tables.ts';

/** Titles of problems, by their status. */
const statusTitles: Readonly<Record<string, Label>> = {
  'status-400': { zh: '请求有误', en: 'The request is wrong' },
  'status-401': { zh: '需要登录', en: 'Sign-in needed' },
  'status-403': { zh: '没有权限', en: 'Not allowed' },
  'status-404': { zh: '找不到', en: 'Not found' },
  'status-405': { zh: '不支持的方法', en: 'Method not allowed' },
  'status-408': { zh: '等待超时', en: 'Too slow' },
  'status-409': { zh: '有冲突', en: 'Conflict' },
  'status-410': { zh: '已经过期', en: 'Gone' },
  'status-412': { zh: '记录已被他人修改', en: 'Changed by somebody else' },
  'status-413': { zh: '内容过大', en: 'Too large' },
  'status-415': { zh: '不支持的内容类型', en: 'Unsupported content type' },
  'status-422': { zh: '内容未通过检查', en: 'The content did not pass the checks' },
  'status-428': { zh: '缺少前提条件', en: 'Precondition needed' },
  'status-429': { zh: '请求过于频繁', en: 'Too many requests' },
  'status-431': { zh: '内容过大', en: 'Too large' },
  'status-499': { zh: '调用方已断开', en: 'The caller has left' },
  'status-500': { zh: '服务器出错', en: 'Server error' },
  'status-503': { zh: '暂时不可用', en: 'Temporarily unavailable' },
  'status-507': { zh: '存储空间已满', en: 'Storage is full' },
};

const refusing: readonly Readonly<Record<string, Label>>[] = [
  metadataMessages,
  ruleMessages,
  matchMessages,
  sharingRules,
  tablesMessages,
  sheetMessages,
  configMessages,
  httpMessages,
  matchingMessages,
  storeMessages,
  sharingMessages,
  operationsMessages,
  doctorMessages,
  packageMessages,
  changeMessages,
  paramMessages,
  publishMessages,
];

/** What is told without anybody having been refused anything. */
const labels: readonly Readonly<Record<string, Label>>[] = [statusTitles, planSteps, matchSteps, sheetTexts];

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

function together(areas: readonly Readonly<Record<string, Label>>[]): ReadonlyMap<string, Label> {
  return new Map(areas.flatMap((area) => Object.entries(area)));
}
