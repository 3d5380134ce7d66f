import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import type { Forms } from '../../einvoicing/forms/forms.ts';

export interface ModeQuestion {
  /** The business application and the type of bill, as schemes name them. */
  readonly application: string;
  readonly billType: string;
  /** Id or number of the business system that it comes from. Default: the default one. */
  readonly businessSystem?: string | null;
}

type Of<Id extends keyof Forms> = Forms[Id] & { readonly used?: UsedRecord };

/** The settings of an organisation, records that are enabled alone, in order of precedence. */
export interface ModeSettings {
  readonly integration: Pick<Of<'bill-integration'>, 'applications'>;
  readonly receipt: Pick<Of<'receipt-setting'>, 'pushToImaging'>;
  readonly global: Of<'imaging-global'>;
  readonly schemes: readonly (Of<'imaging-scheme'> & {
    /** Whether the licence that it names is authorised. */
    readonly licensed: boolean;
  })[];
  readonly systems: readonly Of<'imaging-system'>[];
  readonly businessSystems: readonly Of<'business-system'>[];
}

type Mode = 'basic' | 'sync' | 'match';

/** The system that images are pushed to. */
interface PushTarget {
  readonly id: string | null;
  readonly number: string;
  readonly name: string;
  /** The system that it belongs to. */
  readonly owner: string;
  /** Null: the built-in archive, where images stay with the bill. */
  readonly address: { readonly host: string; readonly port: number } | null;
}

/** The system that is told how its bill gets on. */
interface NotifiedSystem {
  readonly id: string | null;
  readonly number: string;
  readonly name: string;
  /** Null: it is built in, and nobody is called. */
  readonly address: string | null;
}

export interface ImagingMode {
  /** No: the bill goes through as without images. */
  readonly integrated: boolean;
  readonly scheme: { readonly number: string; readonly name: string } | null;
  readonly mode: Mode;
  /** Null: no rule says so, and the nodes of its process do. */
  readonly imagesRequired: boolean | null;
  /** When images are pushed. Null: never. */
  readonly pushAt: 'submit' | 'approve' | null;
  /** By what arriving images are matched. Null: nothing arrives. */
  readonly matchBy: 'image-code' | 'invoice-number' | 'bill-number' | null;
  readonly unmatched: 'hold' | 'warn' | null;
  /** Images that arrived are signed for by somebody, and the bill does not go on by itself. */
  readonly signedByHand: boolean;
  readonly system: PushTarget | null;
  readonly businessSystem: NotifiedSystem | null;
  /** How it is scanned and looked at. */
  readonly scan: {
    readonly resolution: number;
    readonly colour: string;
    readonly formats: readonly string[];
    /** In MB, of one file. */
    readonly fileLimit: number;
    readonly watermark: boolean;
  };
}

type Rule = NonNullable<Of<'imaging-scheme'>['rules']>[number];

interface Chosen {
  readonly scheme: ModeSettings['schemes'][number];
  readonly rule: Rule | null;
}

/** Decides in which mode the images of a bill are handled, and what that asks of it. */
export function imagingMode(
  question: ModeQuestion,
  settings: ModeSettings,
  level?: TraceLevel,
): Decided<ImagingMode> {
  const trace = new Trace(level);
  const { application } = question;
  const listed = settings.integration.applications?.find((one) => one.application === application);
  const integrated = listed?.integrated !== false;
  if (!integrated) trace.step('imaging-not-integrated', { params: { application } });
  const chosen = integrated ? schemeFor(question, settings.schemes) : null;
  if (integrated && !chosen) trace.look('imaging-no-scheme');
  const [target] = settings.systems;
  const mode = modeOf(chosen, settings, trace);
  const rule = mode === (chosen?.scheme.imagingMode ?? 'basic') ? (chosen?.rule ?? null) : null;
  if (chosen)
    trace.step('imaging-mode-chosen', {
      ...(chosen.scheme.used ? { by: chosen.scheme.used } : {}),
      params: { mode },
    });
  return trace.decided({
    integrated,
    scheme: chosen && { number: chosen.scheme.number ?? '', name: chosen.scheme.name ?? '' },
    mode,
    imagesRequired: chosen?.rule?.imagesRequired ?? null,
    pushAt: mode === 'sync' ? (rule?.pushAt ?? 'submit') : null,
    matchBy: mode === 'match' ? (rule?.matchBy ?? 'image-code') : null,
    unmatched: mode === 'match' ? (rule?.unmatched ?? 'hold') : null,
    signedByHand: (chosen?.scheme.attachmentSigning ?? 'manual') === 'manual',
    system: mode !== 'basic' && target ? pushTarget(target) : null,
    businessSystem: integrated ? notifiedSystem(question, settings, trace) : null,
    scan: scanOf(settings.global),
  });
}

/** One that has a rule for such a bill goes before one that has no rules and is for all of them. */
function schemeFor({ application, billType }: ModeQuestion, schemes: ModeSettings['schemes']): Chosen | null {
  for (const scheme of schemes) {
    const rule = scheme.rules?.find((one) => one.application === application && one.billType === billType);
    if (rule) return { scheme, rule };
  }
  const forAll = schemes.find(({ rules }) => !rules || rules.length === 0);
  return forAll ? { scheme: forAll, rule: null } : null;
}

/** Sync and match need all that they go by; what lacks it is basic, and says so. */
function modeOf(chosen: Chosen | null, { receipt, systems }: ModeSettings, trace: Trace): Mode {
  const asked = chosen?.scheme.imagingMode ?? 'basic';
  if (asked === 'basic' || !chosen) return 'basic';
  const params = { scheme: chosen.scheme.number ?? '', mode: asked };
  const lacks = [
    ...(receipt.pushToImaging === true ? [] : (['imaging-push-off'] as const)),
    ...(chosen.scheme.licensed ? [] : (['imaging-licence-missing'] as const)),
    ...(systems.length > 0 ? [] : (['imaging-system-missing'] as const)),
  ];
  for (const code of lacks)
    if (code === 'imaging-push-off') trace.warns('imaging-push-off', undefined, params);
    else if (code === 'imaging-licence-missing') trace.warns('imaging-licence-missing', undefined, params);
    else trace.warns('imaging-system-missing', undefined, params);
  return lacks.length > 0 ? 'basic' : asked;
}

function pushTarget({ id, number, name, system, ip, port }: Of<'imaging-system'>): PushTarget {
  const builtIn = ip === '1' && port === 1;
  return {
    id: id ?? null,
    number: number ?? '',
    name: name ?? '',
    owner: system ?? '',
    address: builtIn ? null : { host: ip ?? '', port: port ?? 0 },
  };
}

function notifiedSystem(
  { businessSystem: named }: ModeQuestion,
  { businessSystems }: ModeSettings,
  trace: Trace,
): NotifiedSystem | null {
  const isNamed = ({ id, number }: Of<'business-system'>) => id === named || number === named;
  const found = businessSystems.find((one) => (named ? isNamed(one) : one.isDefault === true));
  if (!found) {
    trace.warns('business-system-missing');
    return null;
  }
  if (found.used) trace.use(found.used);
  const { id, number, name, address } = found;
  return { id: id ?? null, number: number ?? '', name: name ?? '', address: address || null };
}

function scanOf({ resolution, colour, formats, fileLimit, watermark }: Of<'imaging-global'>) {
  return {
    resolution: Number(resolution ?? 300),
    colour: colour ?? 'colour',
    formats: formats ?? ['pdf', 'ofd', 'jpg', 'png'],
    fileLimit: fileLimit ?? 20,
    watermark: watermark === true,
  };
}
