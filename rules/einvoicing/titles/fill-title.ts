import type { Json } from '../../../metadata/common/json.ts';
import { isAmong, isGiven, type Text, textIn } from '../../decisions/given.ts';
import { used } from '../../decisions/rules.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { BuyerTitle, OtherSettings, Partner } from '../forms/forms.ts';
import { buyerOf, defaultRow, rowFor, rowValues, titleOf } from './buyer-of-title.ts';

export type TitleSettings = Pick<OtherSettings, 'completeTitles' | 'mapTitles' | 'forceTitleMapping'>;

export interface TitleConfig {
  readonly settings: TitleSettings;
  /** Titles that the organisation may use: by sharing, newest first. */
  readonly titles: readonly BuyerTitle[];
  readonly partners: readonly Partner[];
  readonly rules: Rules;
}

export interface TitleQuestion {
  readonly dataSource: string;
  readonly application: Application;
}

export interface FilledTitle {
  /** The title, or the partner, that spoke. */
  readonly title: BuyerTitle | Partner | null;
  readonly application: Application;
}

/** Workbooks only: by name, from the default row; given values stay. */
export function completeTitle(
  { dataSource, application }: TitleQuestion,
  { settings, titles }: Pick<TitleConfig, 'settings' | 'titles'>,
  level?: TraceLevel,
): Decided<FilledTitle> {
  const trace = new Trace(level);
  if (settings.completeTitles !== true || dataSource !== 'import')
    return left(trace, application, 'title-not-asked');
  const name = textIn(application, 'buyerName');
  const title = name === '' ? undefined : titles.find((one) => textIn(one, 'name') === name);
  if (!title) return left(trace, application, 'title-not-found');
  const said: Readonly<Record<string, string>> = {
    buyerTaxNo: textIn(title, 'taxNo'),
    ...rowValues(defaultRow(title)),
  };
  return answered(trace, application, whereEmpty(said, application), title, 'title-completed');
}

/** Made by hand or pushed from receivables: what is empty is filled from the row that holds, else the default one. */
export async function fillFromTitle(
  { dataSource, application }: TitleQuestion,
  { titles, rules }: Pick<TitleConfig, 'titles' | 'rules'>,
  level?: TraceLevel,
): Promise<Decided<FilledTitle>> {
  const trace = new Trace(level);
  if (dataSource !== 'manual' && dataSource !== 'receivable')
    return left(trace, application, 'title-not-asked');
  const title = titleOf(dataSource, application, titles);
  if (!title) return left(trace, application, 'title-not-found');
  const said = buyerOf(title, await rowFor(title, application, rules));
  return answered(trace, application, whereEmpty(said, application), title, 'title-completed');
}

/** The title speaks: buyer, then the row whose condition hits, else its default one; what it leaves empty stays. */
export async function mapTitle(
  { dataSource, application }: TitleQuestion,
  config: TitleConfig,
  level?: TraceLevel,
): Promise<Decided<FilledTitle>> {
  const trace = new Trace(level);
  const { settings } = config;
  if (!isAmong(settings.mapTitles, dataSource)) return left(trace, application, 'title-not-asked');
  const skipped = skips(dataSource, application);
  if (skipped) return left(trace, application, skipped);
  const title = titleOf(dataSource, application, config.titles);
  if (title) {
    const said = buyerOf(title, await rowFor(title, application, config.rules));
    return answered(trace, application, withoutEmpty(said), title, 'title-mapped');
  }
  const partner = dataSource === 'import' ? partnerOf(application, config.partners) : undefined;
  if (partner) {
    const said = {
      buyerName: textIn(partner, 'name'),
      buyerIdNo: textIn(partner, 'idNo'),
      buyerMobile: textIn(partner, 'mobile'),
      buyerEmail: textIn(partner, 'email'),
    };
    return answered(trace, application, withoutEmpty(said), partner, 'partner-mapped');
  }
  if (settings.forceTitleMapping === true && dataSource !== 'scan') trace.stops('title-not-mapped');
  return left(trace, application, 'title-not-found');
}

const ofCompany: readonly (keyof Application)[] = [
  'buyerName',
  'buyerTaxNo',
  'buyerAddress',
  'buyerPhone',
  'buyerBank',
  'buyerAccount',
];

/** Returns the reason why nothing is mapped. */
function skips(dataSource: string, application: Application): string | null {
  const isGivenHere = (member: keyof Application): boolean => textIn(application, member) !== '';
  const naming: readonly (keyof Application)[] = [
    'buyerName',
    'buyerTaxNo',
    ...(dataSource === 'import' ? [] : codes),
  ];
  if (!naming.some(isGivenHere)) return 'title-nothing-given';
  const isPerson = textIn(application, 'buyerKind') === 'person';
  if (isPerson && isGivenHere('buyerName') && isGivenHere('buyerIdNo')) return 'title-whole';
  return dataSource === 'import' && !isPerson && ofCompany.every(isGivenHere) ? 'title-whole' : null;
}

const codes: readonly (keyof Application)[] = ['buyerCode', 'customerName', 'customerTaxNo'];

/** A person without an id is looked for among the partners, by the name of the customer, else of the buyer. */
function partnerOf(application: Application, partners: readonly Partner[]): Partner | undefined {
  const said = (member: keyof Application): string => textIn(application, member);
  const isPerson = said('buyerKind') === 'person' || said('customerKind') === 'person';
  if (!isPerson || said('buyerIdNo') !== '') return undefined;
  const name = said('customerName') || said('buyerName');
  return partners.find((one) => textIn(one, 'kind') === 'person' && textIn(one, 'name') === name);
}

function whereEmpty(
  said: Readonly<Record<string, string>>,
  application: Application,
): Readonly<Record<string, string>> {
  const left = Object.entries(said).filter(
    ([member]) => textIn(application, member as keyof Application) === '',
  );
  return withoutEmpty(Object.fromEntries(left));
}

function withoutEmpty(said: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => isGiven(value as Text)));
}

function left(trace: Trace, application: Application, code: string): Decided<FilledTitle> {
  trace.look(code);
  return trace.decided({ title: null, application });
}

function answered(
  trace: Trace,
  application: Application,
  filled: Readonly<Record<string, Json>>,
  title: BuyerTitle | Partner,
  code: string,
): Decided<FilledTitle> {
  const before = Object.fromEntries(
    Object.keys(filled).map((member) => [member, application[member as keyof Application] ?? null]),
  );
  const form = code === 'partner-mapped' ? 'partner' : 'buyer-title';
  trace.step(code, { by: used(form, title), before, after: filled });
  return trace.decided({ title, application: { ...application, ...filled } });
}
