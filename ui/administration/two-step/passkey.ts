import { msg } from '@lit/localize';
import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { SpokenFailure } from '../../kit/base/failure-text.ts';

/** Has the browser make a passkey; answers what the server adds. */
export function makePasskey(options: JsonObject): Promise<JsonObject> {
  return ask(() => startRegistration({ optionsJSON: asked(options) }));
}

/** Has the browser sign with a passkey; answers what the server looks at. */
export function signWithPasskey(options: JsonObject): Promise<JsonObject> {
  return ask(() => startAuthentication({ optionsJSON: asked(options) }));
}

/** As the server made them, in the words of WebAuthn. */
function asked<T>(options: JsonObject): T {
  return options as unknown as T;
}

async function ask(browser: () => Promise<unknown>): Promise<JsonObject> {
  try {
    return (await browser()) as JsonObject;
  } catch (failure) {
    const isThere =
      failure instanceof WebAuthnError && failure.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
    throw new SpokenFailure(
      isThere
        ? msg('这台设备已经添加过通行密钥。', { id: 'passkey-there' })
        : msg('没有用通行密钥确认：请再试一次，或换一种方式。', { id: 'passkey-not-done' }),
    );
  }
}
