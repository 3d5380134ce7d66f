import { either, flag, instant, integer, list, maybe, object, text } from '../../shape/shape.ts';
import { wholeSet } from '../changes/answered.ts';
import { call } from '../common/call.ts';
import { explain, explainedPlace } from '../common/explaining.ts';
import { limit, search } from '../common/paging.ts';
import { definition } from './definition.ts';
import { effectivePage, setPage } from './history.ts';
import { setting } from './many.ts';
import { readers, report, reported } from './readers.ts';
import { danger, keyedValue, parameterRead, setValue } from './value.ts';
import { atMoment, onDay, reveal, scopeWord } from './words.ts';

const tag = 'params';
const one = '/api/params/:type/:key';
const word = (zh: string, en: string) => ({ zh, en });

/** Definitions, what is set of one parameter, what an organisation reads of it and why, and setting it. */
export const params = {
  list: call({
    method: 'GET',
    path: '/api/params',
    access: 'signed-in',
    operation: 'parameters',
    tag,
    summary: word(
      '可查看的参数定义，以及各有多少处设置了值',
      'The definitions of parameters the caller may see, with the number of values set for each',
    ),
    query: {
      q: search,
      type: { summary: word('只要这个类型', 'Only of this type'), schema: text() },
      danger: {
        summary: word('只要（不要）会关闭检查或切换环境的', 'Only those (not) marked as dangerous'),
        schema: flag(),
      },
      set: {
        summary: word('只要（没有）设置了值的', 'Only those with (without) set values'),
        schema: flag(),
      },
      unread: {
        summary: word(
          '只要这么多天以来没有程序读过的；readersSince 说明从何时起有记录',
          'Only those that no program has read for this many days; readersSince tells since when reads are recorded',
        ),
        schema: integer({ minimum: 1, maximum: 400 }),
      },
    },
    answer: object({
      items: list(definition),
      readersSince: maybe(instant({ description: 'From when on it is known who reads what.' })),
    }),
  }),
  read: call({
    method: 'GET',
    path: one,
    access: 'signed-in',
    operation: 'parameter',
    tag,
    summary: word(
      '一个参数对组织的有效值；explain=true 说明来源和未生效的其他值',
      'The effective value of a parameter for an organisation; explain=true tells where it comes from and why other values do not apply',
    ),
    query: { scope: scopeWord, on: onDay, at: atMoment, reveal, explain, of: explainedPlace },
    past: true,
    answer: parameterRead,
  }),
  set: call({
    method: 'PUT',
    path: one,
    access: 'signed-in',
    operation: 'setParameter',
    tag,
    summary: word(
      '设置一个值；替换已有的值时须带 If-Match：own 中该值的 revision，加引号',
      'Set a value; to replace an existing value, send If-Match with its revision from “own”, in quotes',
    ),
    query: { scope: scopeWord },
    body: setting,
    answer: parameterRead,
    status: [200, 201],
    ifMatch: 'own',
    also: { 202: wholeSet },
  }),
  unset: call({
    method: 'DELETE',
    path: one,
    access: 'signed-in',
    operation: 'unsetParameter',
    tag,
    summary: word(
      '删除一个值，恢复继承；回答此后的有效值',
      'Delete a value so that it is inherited again; returns the effective value afterwards',
    ),
    query: {
      scope: scopeWord,
      id: {
        summary: word('有多个值时，删除哪一个', 'Which value to delete, if there are several'),
        schema: text(),
      },
    },
    answer: parameterRead,
    ifMatch: 'own',
    also: { 202: wholeSet },
  }),
  history: call({
    method: 'GET',
    path: `${one}/history`,
    access: 'signed-in',
    operation: 'parameterHistory',
    tag,
    summary: word(
      '在这个组织（或全系统）设置过的值；effective=true：有效值如何变化，连同原因。最新的在前',
      'The values set for this organisation or the whole system; effective=true: how the effective value changed, and why. Newest first',
    ),
    query: {
      scope: scopeWord,
      limit,
      before: {
        summary: word(
          '上一页回答中的 next：只要在它之前的',
          '`next` of the previous page: only items before it',
        ),
        schema: text(),
      },
      effective: {
        summary: word(
          'true：有效值的变化及原因（设置、取消、锁定、组织移动、日期、定义、时区）',
          'true: how the effective value changed, and why: values set or deleted, locks, organisation moves, dates, definitions, time zones',
        ),
        schema: flag(),
      },
      since: {
        summary: word(
          '与 effective 同用：只要这个时刻或修订号起的变化',
          'With effective: only from this instant or revision onwards',
        ),
        schema: text(),
      },
    },
    answer: either([setPage, effectivePage]),
  }),
  overrides: call({
    method: 'GET',
    path: `${one}/overrides`,
    access: 'signed-in',
    operation: 'parameterOverrides',
    tag,
    summary: word(
      '职责范围内哪些组织自己设置了值，按维度设置的列出全部取值',
      'Which organisations set their own value, for every dimension value, as far as the caller may see',
    ),
    answer: object({ items: list(setValue) }),
  }),
  instances: call({
    method: 'GET',
    path: `${one}/instances`,
    access: 'signed-in',
    operation: 'parameterInstances',
    tag,
    summary: word(
      '按维度设置的参数，组织读到的各个取值的有效值',
      'For a parameter with a dimension, the effective values of all dimension values that are set',
    ),
    query: { scope: scopeWord },
    answer: object({ items: list(keyedValue) }),
  }),
  readers: call({
    method: 'GET',
    path: `${one}/readers`,
    access: 'signed-in',
    operation: 'parameterReaders',
    tag,
    summary: word(
      '哪些程序读取这个参数：凭据、程序名（请求头 Guiju-Client）、组织、最近一次、手中的版本、是否拒收；只列职责范围内的；键为 * 时包括全部取值',
      'The programs that read it: credential, name (header Guiju-Client), organisation, last read, the revision they have, values they rejected; as far as the caller may see; use * as the key for all dimension values',
    ),
    answer: readers,
  }),
  report: call({
    method: 'POST',
    path: '/api/params/reads',
    access: 'signed-in',
    operation: 'reportReads',
    asks: true,
    tag,
    summary: word(
      '保留了参数值的程序报告：手中的版本、上次报告以来读过的参数、不能使用的值（须列全）；读取 values 时带请求头 Guiju-Reads: reported，就以此为准',
      'Report from a program that caches values: the revision it has, what it has read since its last report, and all values it could not use; its reads with Guiju-Reads: reported are then counted only through these reports',
    ),
    body: report,
    answer: reported,
  }),
  dangers: call({
    method: 'GET',
    path: '/api/dangers',
    access: 'signed-in',
    operation: 'dangers',
    tag,
    summary: word(
      '对组织已开启的慎用参数：关闭了检查或切换了环境的；按税号开启的只列出看得到的公司',
      'Dangerous parameters in effect for the organisation: a check is off or the environment is switched; for tax numbers, only those of companies the caller may see',
    ),
    answer: object({ items: list(danger) }),
  }),
} as const;
