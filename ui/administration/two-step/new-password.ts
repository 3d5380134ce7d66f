import { msg, str } from '@lit/localize';
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { icon } from '../../kit/base/icons.ts';
import { plural } from '../../session/i18n.ts';

interface PasswordAsk {
  /** Characters of the shortest that is taken; undefined: it is not known here. */
  readonly least: number | undefined;
  /** Whether it is for somebody else than who types it. Default: no. */
  readonly ofOther?: boolean;
}

/**
 * The boxes for a new password, which stand in a form of the element: typed twice, shown where nobody looks on, with what it
 * has to be before anything is typed.
 */
export class NewPassword implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #typed = '';
  #differs = false;
  #isShown = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** The password that a form is sent with; undefined: it was typed in two ways, which is said below the boxes. */
  taken(form: FormData): string | undefined {
    const next = String(form.get('next') ?? '');
    this.#differs = next !== form.get('again');
    this.#host.requestUpdate();
    return this.#differs ? undefined : next;
  }

  /** It was taken, and the boxes are empty again. */
  forget(): void {
    this.#typed = '';
    this.#differs = false;
    this.#isShown = false;
    this.#host.requestUpdate();
  }

  boxes({ least, ofOther = false }: PasswordAsk): TemplateResult {
    const type = this.#isShown ? 'text' : 'password';
    return html`<label class="text-field">${msg('新密码', { id: 'new-password' })}
        <input type=${type} name="next" autocomplete="new-password" autocapitalize="off" spellcheck="false" required
          aria-describedby="new-password-rule" @input=${this.#type} /></label>
      <label class="text-field">${msg('再输入一次', { id: 'password-again' })}
        <input type=${type} name="again" autocomplete="new-password" autocapitalize="off" spellcheck="false" required
          aria-invalid=${this.#differs ? 'true' : nothing} @change=${this.#compare} @input=${this.#compareAgain} /></label>
      ${this.#differs ? html`<p class="problem small flush" role="alert">${differ()}</p>` : nothing}
      <label class="flex centred gap-2 small"><input type="checkbox" .checked=${this.#isShown} @change=${this.#show} />${msg(
        '显示密码',
        { id: 'password-shown' },
      )}</label>
      <div class="small muted" id="new-password-rule">
        ${least === undefined ? nothing : this.#length(least)}
        <p class="flush">${
          ofOther
            ? msg('不能是常见的密码，也不能含有登录名。用一句话最好，越长越安全。', {
                id: 'password-rule-of-other',
              })
            : msg('不能是常见的密码，也不能含有登录名。用一句只有您知道的话最好，越长越安全。', {
                id: 'password-rule',
              })
        }</p>
      </div>`;
  }

  #length(least: number): TemplateResult {
    const missing = least - [...this.#typed].length;
    const rule = msg(str`至少 ${least} 个字符`, { id: 'password-least' });
    if (this.#typed === '') return html`<p class="flush">${rule}</p>`;
    if (missing <= 0) return html`<p class="flush in-ok">${icon('check', 14)} ${rule}</p>`;
    return html`<p class="flush">${rule}${plural(msg(str`，还差 ${missing} 个`, { id: 'password-missing' }))}</p>`;
  }

  readonly #type = (event: Event): void => {
    this.#typed = (event.currentTarget as HTMLInputElement).value;
    this.#compareAgain(event);
  };

  /** Once they were the same nothing is wrong any more, while one still types. */
  readonly #compareAgain = (event: Event): void => {
    if (this.#differs) this.#compare(event);
    else this.#host.requestUpdate();
  };

  readonly #compare = ({ currentTarget }: Event): void => {
    const { form } = currentTarget as HTMLInputElement;
    const data = form && new FormData(form);
    const [next, again] = [data?.get('next'), data?.get('again')];
    this.#differs = again !== '' && next !== again;
    this.#host.requestUpdate();
  };

  readonly #show = (event: Event): void => {
    this.#isShown = (event.currentTarget as HTMLInputElement).checked;
    this.#host.requestUpdate();
  };
}

function differ(): string {
  return msg('两次输入的新密码不一样。', { id: 'passwords-differ' });
}
