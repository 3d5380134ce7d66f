import type { Json } from '../../metadata/json.ts';
import type { Label, Language } from '../../metadata/label.ts';
import { render } from '../../metadata/render.ts';
import { type ScheduleCode, scheduleTexts } from '../messages/schedule.ts';

const most = 2_000;

/** What is written into a run, which readers of both languages open. */
export function runText(code: ScheduleCode, params: Readonly<Record<string, Json>> = {}): string {
  return inBoth((language) => render(scheduleTexts, code, params, language) ?? code);
}

export function inBoth(say: (language: Language) => string): string {
  const { zh, en }: Label = { zh: say('zh'), en: say('en') };
  return (zh === en ? zh : `${zh}\n${en}`).slice(0, most);
}
