import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { ValueDifference } from '../../../metadata/contract/params/many.ts';
import { definitionsSeen, type FindDefinition, finding } from '../../changes/definitions-known.ts';
import { shownValue } from '../../changes/shown-value.ts';
import { icon } from '../../kit/base/icons.ts';
import { own } from '../../kit/dialog/dialog-form.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { putInBasket } from '../../params/basket/put-in-basket.ts';
import { isSecret } from '../../params/parameter-words.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { ownOrgs } from '../sharing/sharing-orgs.ts';
import { type CopyMode, copyItem, copyModes, tryCopy } from './copy-values.ts';
import '../../params/gj-instance-name.ts';
import '../sharing/gj-org-picker.ts';

type Copyable = Awaited<ReturnType<typeof tryCopy>>;

/** Shown one by one; more are counted. */
const most = 50;

/**
 * Asks for organisations to copy one's own values to: the changes are looked at, then put into the basket. `from`: its
 * number.
 */
export async function askCopyValues(host: LitElement, from: string): Promise<void> {
  const definitions = await definitionsSeen();
  const find = finding(definitions);
  const types = new Map(definitions.map(({ type, typeLabel }) => [type, say(typeLabel)]));
  const orgs = ownOrgs();
  const target = msg('复制到', { id: 'copy-to' });
  const numbersOf = (source: string, to: ReadonlySet<string>) =>
    [...to].flatMap((id) => orgs.byId.get(id)?.number ?? []).filter((number) => number !== source);
  await openForm(host, {
    label: msg('复制参数值到其他组织', { id: 'copy-values' }),
    wide: true,
    before: () =>
      html`<p class="muted">${msg('只复制来源组织自行设置的值，不复制继承的值。改动进入变更集，发布后才生效。', { id: 'copy-help' })}</p>`,
    fields: {
      from: {
        kind: 'choice',
        label: msg('从', { id: 'copy-from' }),
        half: true,
        start: from,
        choices: orgs.nodes.map(({ number, name }) => ({ value: number, text: name })),
      },
      type: {
        kind: 'choice',
        label: msg('参数类型', { id: 'params-types' }),
        half: true,
        choices: [
          { value: '', text: msg('全部', { id: 'params-all' }) },
          ...[...types].map(([value, text]) => ({ value, text })),
        ],
      },
      mode: {
        kind: 'ways',
        label: msg('目标组织已经设置的', { id: 'copy-mode' }),
        choices: copyModes.map((mode) => ({ value: mode, text: modeWords(mode) })),
      },
      to: own<ReadonlySet<string>>({
        label: target,
        start: new Set(),
        control: ({ value, values, change }) => {
          const source = orgs.nodes.find(({ number }) => number === values['from']);
          const fixed = new Map(source ? [[source.id, msg('复制的来源', { id: 'copy-source' })]] : []);
          return html`<gj-org-picker class="framed" style="height:min(var(--gj-size-220), 28vh)"
            .nodes=${orgs.nodes} .picked=${value} .fixed=${fixed} label=${target}
            @change=${({ detail }: CustomEvent<ReadonlySet<string>>) => change(detail)}></gj-org-picker>`;
        },
      }),
    },
    look: {
      of: ({ from: source, type, mode, to }) =>
        numbersOf(source, to).length > 0 ? [source, type, mode, to] : undefined,
      load: ({ from: source, type, mode, to }, signal) => {
        const wanted = copyModes.find((one) => one === mode) ?? 'missing';
        const asked = {
          from: source,
          to: numbersOf(source, to),
          ...(type && { types: [type] }),
          mode: wanted,
        };
        return tryCopy(asked, signal);
      },
      shown: (found) => outcome(found, copiedOf(found, find), find),
    },
    icon: 'basket',
    may: (_, found) => found !== undefined && copiedOf(found, find).length > 0,
    act: (_, found) => {
      const count = found ? copiedOf(found, find).length : 0;
      return `${msg('放入变更集', { id: 'basket-add' })}${count > 0 ? ` (${count})` : ''}`;
    },
    send: (_, found) => putInBasket(copiedOf(found, find).map(copyItem)),
  });
}

/** A mask is no value: secrets are typed where they are wanted. */
function copiedOf({ items }: Copyable, find: FindDefinition): readonly ValueDifference[] {
  return items.filter(({ type, key, to }) => {
    const definition = find(type, key);
    return to === null || definition === undefined || !isSecret(definition);
  });
}

function outcome(
  { items: all, unchanged }: Copyable,
  items: readonly ValueDifference[],
  find: FindDefinition,
): TemplateResult {
  const rest = items.length - most;
  const secrets = all.length - items.length;
  return html`<p>${msg(str`${items.length} 处变化，${unchanged} 处不变`, { id: 'copy-outcome' })}</p>
    <ul class="scrolls" style="max-height:26vh">${items.slice(0, most).map((one) => line(one, find))}</ul>
    ${
      secrets > 0
        ? html`<p class="small muted">${plural(msg(str`${secrets} 个保密的值不复制，请在目标组织里填写。`, { id: 'copy-secrets' }))}</p>`
        : nothing
    }
    ${
      rest > 0
        ? html`<p class="small muted">${plural(msg(str`另有 ${rest} 处变化未列出。`, { id: 'change-effects-more' }))}</p>`
        : nothing
    }`;
}

function line(one: ValueDifference, find: FindDefinition): TemplateResult {
  const definition = find(one.type, one.key);
  const org = session.organisations.find(({ number }) => number === one.org)?.name ?? one.org;
  const side = (value: ValueDifference['from']) =>
    value ? shownValue(find, one, value.value) : msg('继承', { id: 'param-inherits' });
  const danger = msg('慎用', { id: 'params-danger' });
  return html`<li class="stack-2 breaks ruled" style="grid-template-columns:minmax(0, 3fr) minmax(0, 2fr) minmax(0, 3fr)"><span>${
    definition ? say(definition.label) : `${one.type} / ${one.key}`
  }
      ${
        definition?.key === undefined && definition
          ? html`<span class="small muted"><gj-instance-name .key=${one.key} .definition=${definition}></gj-instance-name></span>`
          : nothing
      }
      ${
        definition?.danger
          ? html`<span class="in-warn" role="img" aria-label=${danger} title=${danger}>${icon('alert', 14)}</span>`
          : nothing
      }</span>
    <span>${org}</span><span><span class="muted struck">${side(one.from)}</span> → <b>${side(one.to)}</b></span></li>`;
}

function modeWords(mode: CopyMode): string {
  switch (mode) {
    case 'missing':
      return msg('保留，只补没有的', { id: 'copy-missing' });
    case 'overwrite':
      return msg('用来源的值覆盖', { id: 'copy-overwrite' });
    case 'replace':
      return msg('覆盖，并让来源没有设置的恢复继承', { id: 'copy-replace' });
  }
}
