import { msg, str } from '@lit/localize';
import type { KindOutcome } from '../../../metadata/kinds/common/kind-change.ts';

/**
 * Says what becomes of stored values where a field becomes one of another kind. `zone`: the time zone in which stored days
 * become moments, and moments days.
 */
export function outcomeText(outcome: KindOutcome, zone: string): string {
  return texts[outcome](zone);
}

const texts: Readonly<Record<KindOutcome, (zone: string) => string>> = {
  stays: () => msg('已有的值保持不变。', { id: 'design-kind-stays' }),
  unread: () =>
    msg('已有的值保持不变；不符合新类型的，发布前会逐个列出，可以改为其他值或清空。', {
      id: 'design-kind-unread',
    }),
  'as-text': () => msg('已有的值原样转为文字。', { id: 'design-kind-as-text' }),
  read: () =>
    msg('已有的值按新类型读取；读不出的，发布前会列出有哪些、有多少，可以改成别的值或清空。', {
      id: 'design-kind-read',
    }),
  one: () => msg('只有一个值的保留；有几个值的，发布前会逐个列出，可以清空。', { id: 'design-kind-one' }),
  list: () => msg('已有的值成为列表里的第一个。', { id: 'design-kind-list' }),
  labels: () => msg('已有的选项转为其显示名称。', { id: 'design-kind-labels' }),
  numbers: () =>
    msg('已有的选项按代码对应到同编码的记录；没有这样的记录的，发布前会列出。', {
      id: 'design-kind-numbers',
    }),
  midnight: (zone) =>
    msg(str`已有的日期成为当天 00:00，按根组织的时区（${zone}）。`, { id: 'design-kind-midnight' }),
  day: (zone) =>
    msg(str`已有的时刻成为它当天的日期，按根组织的时区（${zone}）；几点几分留在历史里。`, {
      id: 'design-kind-day',
    }),
  clock: (zone) =>
    msg(str`已有的时刻成为它的时间，按根组织的时区（${zone}）；哪一天留在历史里。`, {
      id: 'design-kind-clock',
    }),
  made: () => msg('值由平台重新得出，以前的值留在历史里。', { id: 'design-kind-made' }),
  hidden: () => msg('新类型不存储值：已有的值保留，不再显示。', { id: 'design-kind-hidden' }),
  none: () => msg('这个字段没有可以转换的值；以前的内容留在历史里。', { id: 'design-kind-none' }),
  unfit: () =>
    msg('已有的值不符合新类型：发布前会列出并计数，可以清空；原来的值保留在历史中。', {
      id: 'design-kind-unfit',
    }),
};
