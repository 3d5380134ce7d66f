import { html } from 'lit';
import type { ChartData } from '../kit/chart/chart-data.ts';
import { type Exhibit, said } from './exhibit.ts';
import '../kit/chart/gj-bar-list.ts';
import '../kit/chart/gj-chart.ts';
import '../kit/chart/gj-day-heat.ts';
import '../kit/chart/gj-flow.ts';
import '../kit/chart/gj-funnel.ts';
import '../kit/chart/gj-heat-tree.ts';
import '../kit/chart/gj-month.ts';
import '../kit/chart/gj-parts.ts';
import '../kit/chart/gj-spark.ts';
import '../kit/chart/gj-timeline.ts';

const cell = (value: string) => ({ value, text: `¥${value}`, href: '/' });
const months = ['06', '07', '08', '09', '10', '11'].map((month) => `2026-${month}`);
const blue = () => said('蓝字', 'Blue');
const red = () => said('红字', 'Red');

const many = (): ChartData => ({
  categories: months,
  series: [
    {
      name: blue(),
      cells: ['10400.18', '8210.5', '12004', '9120.75', '15890', '7302.4'].map(cell),
    },
    { name: red(), cells: [cell('-855.42'), null, cell('-2120'), cell('-310'), null, cell('-1204.6')] },
  ],
});
const one = (): ChartData => ({
  categories: ['2026-11'],
  series: [{ name: blue(), cells: [cell('10400.18')] }],
});
const steps = () => [
  { name: said('申请单', 'Applications'), value: '240', text: '240', href: '/' },
  { name: said('待开发票', 'Pending'), value: '214', text: '214' },
  { name: said('已开发票', 'Issued'), value: '180', text: '180' },
  { name: said('已交付', 'Delivered'), value: '92', text: '92' },
];
const parts = () => [
  { name: said('华东', 'East'), value: '420', text: '420', href: '/' },
  { name: said('华北', 'North'), value: '260', text: '260' },
  { name: said('华南', 'South'), value: '120', text: '120' },
];
const named = (name: string, value: string, level: number) => ({ name, value, text: value, level });

/** The exhibits of numbers that are drawn: many, one, none, below nothing, and on their way. */
export const charts: readonly Exhibit[] = [
  {
    name: 'gj-chart',
    show: () => html`<gj-chart label=${said('各月开票', 'Issued by month')} .data=${many()}></gj-chart>
      <gj-chart label=${said('各月趋势', 'Trend')} look="lines" .data=${many()}></gj-chart>
      <gj-chart label=${said('只有一个', 'One alone')} .data=${one()}></gj-chart>
      <gj-chart label=${said('没有', 'None')}></gj-chart>
      <gj-chart label=${said('加载中', 'Loading')} loading></gj-chart>`,
  },
  {
    name: 'gj-parts',
    show: () => html`<gj-parts label=${said('各区域', 'By area')} .parts=${parts()}></gj-parts>
      <gj-parts label=${said('只有一个', 'One alone')} .parts=${parts().slice(0, 1)}></gj-parts>
      <gj-parts label=${said('没有', 'None')}></gj-parts>`,
  },
  {
    name: 'gj-funnel',
    show: () => html`<gj-funnel label=${said('从申请到交付', 'From application to delivery')} .steps=${steps()}></gj-funnel>
      <gj-funnel label=${said('没有', 'None')}></gj-funnel>`,
  },
  {
    name: 'gj-flow',
    show: () => html`<gj-flow label=${said('从哪里到哪里', 'From where to where')}
      .left=${[cell('10400.18'), cell('855.42')].map((own, at) => ({ ...own, name: said(`申请单 ${at + 1}`, `Application ${at + 1}`) }))}
      .right=${[cell('7255.6'), cell('4000')].map((own, at) => ({ ...own, name: said(`发票 ${at + 1}`, `Invoice ${at + 1}`) }))}
      .pieces=${[
        { from: 0, to: 0, ...cell('6400.18') },
        { from: 0, to: 1, ...cell('4000') },
        { from: 1, to: 0, ...cell('855.42') },
      ]}></gj-flow><gj-flow label=${said('没有', 'None')}></gj-flow>`,
  },
  {
    name: 'gj-timeline',
    show: () =>
      html`<gj-timeline label=${said('接下来', 'What is next')} now="2026-11-26T02:00:00Z" .events=${[
        {
          name: said('每晚开票', 'Nightly issuing'),
          from: '2026-11-26T14:00:00Z',
          lane: said('任务', 'Runs'),
          href: '/',
        },
        {
          name: said('年底调整', 'Year end'),
          from: '2026-11-28T01:00:00Z',
          until: '2026-11-28T04:00:00Z',
          lane: said('变更', 'Changes'),
        },
        {
          name: said('月度汇总', 'Monthly summary'),
          from: '2026-11-30T10:00:00Z',
          lane: said('任务', 'Runs'),
        },
      ]}></gj-timeline><gj-timeline label=${said('没有', 'None')}></gj-timeline>`,
  },
  {
    name: 'gj-month',
    show: () =>
      html`<gj-month label=${said('日历', 'Calendar')} month="2026-11-01" today="2026-11-26" .events=${[
        ...['2026-11-05', '2026-11-12', '2026-11-19', '2026-11-26'].map((day) => ({
          day,
          time: '09:00–18:00',
          name: said('自动开票', 'Automatic issuing'),
          href: '/',
          sort: said('自动执行', 'Automatic runs'),
        })),
        {
          ...{ day: '2026-11-26', time: '21:30', name: said('年底调整', 'Year end'), href: '/' },
          sort: said('计划发布的变更', 'Scheduled change sets'),
        },
      ]}></gj-month>`,
  },
  {
    name: 'gj-day-heat',
    show: () =>
      html`<gj-day-heat label=${said('每天开票', 'Issued by day')} .days=${Array.from(
        { length: 40 },
        (_, at) => ({
          name: new Date(Date.UTC(2026, 9, 5 + at)).toISOString().slice(0, 10),
          value: String((at * 7) % 31),
          text: String((at * 7) % 31),
          ...(at % 3 === 0 && { href: '/' }),
        }),
      )}></gj-day-heat><gj-day-heat label=${said('没有', 'None')}></gj-day-heat>`,
  },
  {
    name: 'gj-heat-tree',
    show: () =>
      html`<gj-heat-tree label=${said('各组织', 'By organisation')} figure=${said('发票', 'Invoices')} .nodes=${[
        named(said('集团', 'Group'), '0', 0),
        { ...named(said('华东公司', 'East'), '420', 1), own: '302', note: said('本级 302', 'own 302') },
        named(said('上海工厂', 'Shanghai works'), '118', 2),
        named(said('华北公司', 'North'), '-60', 1),
      ]}></gj-heat-tree><gj-heat-tree label=${said('没有', 'None')}></gj-heat-tree>`,
  },
  {
    name: 'gj-bar-list',
    show: () => html`<gj-bar-list gathers label=${said('失败的原因', 'Reasons of failure')} tone="in-error" .bars=${[
      { name: said('税号不存在', 'Unknown tax number'), value: '12', text: '12', href: '/' },
      { name: said('额度不足', 'No quota left'), value: '5', text: '5' },
      { name: said('超时', 'Timeout'), value: '1', text: '1' },
    ]}></gj-bar-list>
      <gj-bar-list label=${said('额度', 'Quota')} .bars=${[
        { name: said('本月', 'This month'), value: '200', whole: '1000', text: '200 / 1000' },
        { name: said('今天', 'Today'), value: '85', whole: '100', text: '85 / 100' },
        { name: said('许可', 'Licences'), value: '7', whole: '5', text: '7 / 5' },
      ]}></gj-bar-list>`,
  },
  {
    name: 'gj-spark',
    show: () => html`<p class="toolbar"><gj-spark label=${said('最近：3 到 9', 'Lately: 3 to 9')}
        .values=${['3', '4', '9', null, '6', '7']}></gj-spark>
      <gj-spark label=${said('只有一个：5', 'One: 5')} .values=${['5']}></gj-spark>
      <gj-spark label=${said('低于零', 'Below nothing')} .values=${['3', '-4', '2', '-1']}></gj-spark>
      <gj-spark label=${said('没有', 'None')}></gj-spark></p>`,
  },
];
